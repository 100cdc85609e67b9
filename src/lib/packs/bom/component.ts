import { knownLicence, noticeOf } from '../../domain/licences';
import { componentsOf, statedOpenness } from '../../domain/openness';
import type {
  ComponentName,
  HubSource,
  InstalledPack,
  Licence,
  PackManifest,
  Shard,
  Source,
} from '../../domain/pack';
import { sourceAddress } from '../../domain/vetting';
import { iri } from './iri';
import { modelCard } from './model-card';
import { libraryPedigree, pedigree } from './pedigree';
import { type OwnRecords, properties } from './properties';
import type { BomComponent, BomLicence, BomReference } from './types';

/** How a pack is named within a bill of materials. */
export const refOf = (packId: string) => `pack:${packId}`;
const fileRef = (packId: string, path: string) => `${refOf(packId)}/${path}`;

/** The model of a pack with its files inside. */
export function modelComponent(pack: InstalledPack, own: OwnRecords = {}): BomComponent {
  const { packId, manifest, source } = pack;
  const weights = manifest.shards.filter(({ role }) => role === 'weights');
  const [only] = weights;
  const purl = source.kind === 'hub' ? packageUrl(source, weights.length === 1 ? only : undefined) : '';
  const notice = noticeOf(manifest.licence);
  return {
    type: 'machine-learning-model',
    'bom-ref': refOf(packId),
    name: manifest.name,
    version: packId,
    description: `${manifest.family}, ${manifest.model.quantisation}`,
    ...(purl ? { purl } : {}),
    ...(/©|copyright/i.test(notice) ? { copyright: notice } : {}),
    ...(only && weights.length === 1 ? { hashes: [{ alg: 'SHA-256', content: only.sha256 }] } : {}),
    licenses: [licence(manifest.licence)],
    pedigree: pedigree(manifest.lineage),
    externalReferences: references(manifest, source),
    components: manifest.shards.map((shard) => fileComponent(pack, shard)),
    modelCard: modelCard(manifest),
    properties: properties(pack, own),
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

function fileComponent(
  { packId, manifest }: InstalledPack,
  { path, role, bytes, sha256, target }: Shard,
): BomComponent {
  const made = role === 'library' ? libraryPedigree(manifest.lineage, sha256) : undefined;
  return {
    type: role === 'library' ? 'library' : 'file',
    'bom-ref': fileRef(packId, path),
    name: path,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    ...(made ? { pedigree: made } : {}),
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
  const from = sourceAddress(source);
  found.push({ type: source.kind === 'hub' ? 'distribution' : 'distribution-intake', url: from });
  return found.flatMap((one) => (one.url === '' ? [] : [{ ...one, url: iri(one.url) }]));
}
