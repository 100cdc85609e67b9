import { isDigest } from '../../domain/digest';
import { isFixed } from '../../domain/lineage';
import type { Lineage, LineageStep } from '../../domain/pack';
import { iri } from './iri';
import type { BomComponent, BomPedigree, BomProperty } from './types';

/** upstream -> fine-tune -> quantisation -> conversion, oldest first, as far as each was recorded. */
export function pedigree({ upstream, steps }: Lineage): BomPedigree {
  const { name, url, revision } = upstream;
  const origin: BomComponent = {
    type: 'machine-learning-model',
    name,
    // A sentence that says why there is none is no version.
    ...(isFixed(revision) ? { version: revision } : {}),
    ...(url ? { externalReferences: [{ type: 'website', url: iri(url) }] } : {}),
    ...(revision && !isFixed(revision) ? { properties: [property('revision', revision)] } : {}),
  };
  return ofSteps(
    [origin],
    steps.filter(({ kind }) => kind !== 'compile'),
  );
}

/** How a compiled library came to be; undefined where no step names its digest as what it wrote. */
export function libraryPedigree({ steps }: Lineage, sha256: string): BomPedigree | undefined {
  const compiled = steps.filter(({ kind, outputs }) => kind === 'compile' && outputs.includes(sha256));
  return compiled.length > 0 ? ofSteps([], compiled) : undefined;
}

function ofSteps(before: BomComponent[], steps: readonly LineageStep[]): BomPedigree {
  const notes = steps.flatMap(({ kind, note }) => (note ? [`${kind}: ${note}`] : [])).join('\n');
  return { ancestors: [...before, ...steps.map(written)], ...(notes ? { notes } : {}) };
}

/**
 * What a step wrote: its one file, or the files within it where there are more, so that what went in is said once; a
 * component without a digest where it does not say.
 */
function written({ kind, tool, version, inputs, outputs, at }: LineageStep): BomComponent {
  const properties = [
    property('step', kind),
    ...(tool ? [property('tool', tool)] : []),
    ...(version ? [property('tool-version', version)] : []),
    ...inputs.map((input) => property('input', input)),
    ...(at ? [property('at', at)] : []),
  ];
  const files = [...new Set(outputs)].map((output): BomComponent => ({
    type: 'data',
    name: output || kind,
    ...(isDigest(output) ? { hashes: [{ alg: 'SHA-256', content: output }] } : {}),
  }));
  const [only] = files;
  if (only && files.length === 1) return { ...only, properties };
  return { type: 'data', name: kind, properties, ...(only ? { components: files } : {}) };
}

function property(name: string, value: string): BomProperty {
  return { name: `haversack:${name}`, value };
}
