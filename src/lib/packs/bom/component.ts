import { knownLicence, noticeOf } from '../../domain/licences';
import { componentsOf, mofClass, openSourceAi, statedOpenness } from '../../domain/openness';
import type {
  ComponentName,
  HubSource,
  InstalledPack,
  Licence,
  PackManifest,
  Shard,
  Source,
} from '../../domain/pack';
import { sourceName } from '../../domain/vetting';
import { asLines } from '../form/shape';
import { iri } from './iri';
import { modelCard } from './model-card';
import { pedigree } from './pedigree';
import type { BomComponent, BomLicence, BomProperty, BomReference } from './types';

/** How a pack is named within a bill of materials. */
export const refOf = (packId: string) => `pack:${packId}`;
const fileRef = (packId: string, path: string) => `${refOf(packId)}/${path}`;

/** The model of a pack with its files inside. */
export function modelComponent(pack: InstalledPack): BomComponent {
  const { packId, manifest, source } = pack;
  const weights = manifest.shards.filter(({ role }) => role === 'weights');
  const [only] = weights;
  const purl = source.kind === 'hub' ? packageUrl(source, weights.length === 1 ? only : undefined) : '';
  const copyright = noticeOf(manifest.licence);
  return {
    type: 'machine-learning-model',
    'bom-ref': refOf(packId),
    name: manifest.name,
    version: packId,
    description: `${manifest.family}, ${manifest.model.quantisation}`,
    ...(purl ? { purl } : {}),
    ...(copyright ? { copyright } : {}),
    ...(only && weights.length === 1 ? { hashes: [{ alg: 'SHA-256', content: only.sha256 }] } : {}),
    licenses: [licence(manifest.licence)],
    pedigree: pedigree(manifest.lineage),
    externalReferences: references(manifest, source),
    components: manifest.shards.map((shard) => fileComponent(packId, shard)),
    modelCard: modelCard(manifest),
    properties: properties(pack),
  };
}

/** The hub that the package type stands for: https://github.com/package-url/purl-spec, type `huggingface`. */
const TYPE_HUB = 'https://huggingface.co';

/** The repository at its commit; the one file of it, where the model is a file; the hub, where it is another. */
function packageUrl({ endpoint, repo, revision }: HubSource, file: Shard | undefined): string {
  const at = endpoint === TYPE_HUB ? '' : `?repository_url=${encodeURIComponent(endpoint)}`;
  const within = file ? `#${file.path.split('/').map(encodeURIComponent).join('/')}` : '';
  return `pkg:huggingface/${repo}@${revision}${at}${within}`;
}

/** Refs of a pack's compiled libraries, which its model runs with on the GPU. */
export function libraryRefs({ packId, manifest }: InstalledPack): string[] {
  return manifest.shards.filter(({ role }) => role === 'library').map(({ path }) => fileRef(packId, path));
}

function fileComponent(packId: string, { path, role, bytes, sha256, target }: Shard): BomComponent {
  return {
    type: role === 'library' ? 'library' : 'file',
    'bom-ref': fileRef(packId, path),
    name: path,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    properties: [
      { name: 'haversack:role', value: role },
      { name: 'haversack:bytes', value: String(bytes) },
      ...(target ? [{ name: 'haversack:target', value: target }] : []),
    ],
  };
}

/** `id` only for what is in the SPDX list for sure: a manifest may claim anything. */
function licence({ spdx, name, url }: Licence): BomLicence {
  const known = knownLicence(spdx)?.spdx ?? '';
  const named = known !== '' && !known.startsWith('LicenseRef-') ? { id: known } : { name: name || spdx };
  return { license: { ...named, ...(url ? { url: iri(url) } : {}), acknowledgement: 'declared' } };
}

const REFERENCE: Record<ComponentName, BomReference['type']> = {
  weights: 'distribution',
  'inference-code': 'source-distribution',
  'training-code': 'source-distribution',
  'training-data': 'documentation',
  'data-information': 'documentation',
  evaluation: 'evidence',
  'model-card': 'model-card',
  paper: 'documentation',
  licence: 'license',
};

function references({ licence, openness, lineage }: PackManifest, source: Source): BomReference[] {
  const found: BomReference[] = componentsOf(openness).map(({ name, url, status }) => ({
    type: REFERENCE[name],
    url,
    comment: `${name}: ${status}`,
  }));
  found.push({ type: 'license', url: licence.url });
  found.push({
    type: 'evidence',
    url: openness.evidenceUrl,
    comment: `openness: ${statedOpenness(openness)}`,
  });
  found.push({ type: 'website', url: lineage.upstream.url });
  if (source.kind === 'hub') {
    const { endpoint, repo, revision } = source;
    found.push({ type: 'distribution', url: `${endpoint}/${repo}/tree/${revision}` });
  }
  return found.flatMap((one) => (one.url === '' ? [] : [{ ...one, url: iri(one.url) }]));
}

function properties({
  packId,
  manifest,
  trust,
  source,
  verification,
  word,
  vetting,
  vouch,
}: InstalledPack): BomProperty[] {
  const components = componentsOf(manifest.openness);
  const openness = statedOpenness(manifest.openness);
  const osaid = openSourceAi(components).reached ? 'met' : 'not met';
  const entries: [string, string | undefined][] = [
    ['pack-id', packId],
    ['trust', trust],
    ['vouched-by-key', trust === 'vouched' ? vouch?.key : ''],
    ['source', `${source.kind}: ${sourceName(source)}`],
    ['last-check', `${verification.verdict} ${verification.checkedAt}`],
    ['quantisation', manifest.model.quantisation],
    ['parameters', String(manifest.model.parameters)],
    ['context-tokens', String(manifest.model.contextTokens)],
    ['languages', manifest.languages.join(' ')],
    ['openness', openness],
    ['model-openness-framework-class', mofClass(components).class ?? 'none'],
    ['open-source-ai-definition-1.0', openness === 'not-assessed' ? openness : osaid],
    ['persons-word', word && `${word.at} ${word.note}`.trim()],
    ...(vetting?.checks ?? []).map(({ what, path, result, details }): [string, string] => [
      `check:${what}`,
      [result, path, details].filter((part) => part !== '').join(' '),
    ]),
    ...(vetting?.unknown ?? []).map((fact): [string, string] => ['unknown', fact]),
  ];
  return entries.flatMap(([name, value]) =>
    value ? [{ name: `haversack:${name}`, value: asLines(value) }] : [],
  );
}
