import { isDigest } from '../../domain/digest';
import type { Lineage, LineageStep } from '../../domain/pack';
import { iri } from './iri';
import type { BomComponent } from './types';

/** upstream -> fine-tune -> quantisation -> conversion, oldest first, as far as each was recorded. */
export function pedigree({ upstream, steps }: Lineage): { ancestors: BomComponent[]; notes?: string } {
  const origin: BomComponent = {
    type: 'machine-learning-model',
    name: upstream.name,
    ...(upstream.revision ? { version: upstream.revision } : {}),
    ...(upstream.url ? { externalReferences: [{ type: 'website', url: iri(upstream.url) }] } : {}),
  };
  const made = steps.filter(({ kind }) => kind !== 'compile');
  const notes = steps.flatMap(({ kind, note }) => (note ? [`${kind}: ${note}`] : [])).join('\n');
  return { ancestors: [origin, ...made.flatMap(ancestors)], ...(notes ? { notes } : {}) };
}

/** One component for each file that a step wrote. */
function ancestors({ kind, tool, version, inputs, outputs, at }: LineageStep): BomComponent[] {
  const properties = [
    { name: 'haversack:step', value: kind },
    { name: 'haversack:tool', value: `${tool} ${version}`.trim() },
    ...inputs.map((value) => ({ name: 'haversack:input', value })),
    ...(at ? [{ name: 'haversack:at', value: at }] : []),
  ];
  return outputs.map((output) => ({
    type: 'data',
    name: output || kind,
    ...(isDigest(output) ? { hashes: [{ alg: 'SHA-256', content: output }] } : {}),
    properties,
  }));
}
