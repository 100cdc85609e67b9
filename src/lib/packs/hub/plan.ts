import type { Inspection, Inspector } from '../../domain/inspect';
import { standInFor } from '../../domain/licence-texts';
import { licenceOf } from '../../domain/licences';
import type { HubSource, LineageStep, PackManifest, Shard, Trust } from '../../domain/pack';
import type { BaseModel, HubAbout } from '../../domain/plan';
import type { UnknownFact } from '../../domain/vetting';
import { networkSupply } from '../fetch/addresses';
import type { Network } from '../line/network';
import type { NewPlan } from '../install/plans';
import type { HubFile, HubRepo } from './answer';
import { asItsBase, baseModelOf } from './base-model';
import { licenceFiles } from './choose';
import type { Github } from './github';
import { fetchSmallFile } from './small-file';

/** What planning needs, whatever the layout. */
export type Planning = {
  source: HubSource;
  repo: HubRepo;
  /** What our own catalogue says of this model; it goes before what the hub says. */
  about: HubAbout;
  /** And of models that it may have been made from. */
  bases: readonly BaseModel[];
  inspect: Inspector;
  github: Github;
  network: Network;
  signal: AbortSignal;
};

export function foundAt({ source }: Planning) {
  return { name: source.repo, url: `${source.endpoint}/${source.repo}`, revision: source.revision };
}

/** Joins what was read in the files, what the hub says of the model, and what our catalogue says. */
export async function planOf(
  planning: Planning,
  inspection: Inspection,
  shards: Shard[],
  trust: Trust,
  steps: LineageStep[],
): Promise<NewPlan> {
  const { source, repo, about } = planning;
  const papers = await licenceShards(planning, shards);
  const manifest = withCard(inspection.manifest, planning, [...steps]);
  const base = baseModelOf(repo.card, planning.bases);
  const facts = base ? asItsBase(manifest, base, about) : manifest;
  const shipped = [...shards, ...papers];
  const standIn = standInFor({ ...facts, shards: shipped });
  const all = standIn ? [...shipped, standIn] : shipped;
  return {
    manifest: { ...facts, shards: all },
    source,
    trust,
    fits: inspection.fits,
    // What a base model's papers say was not said of these files.
    unknown: unknownOf(inspection.unknown, manifest, repo, about, all),
    supply: networkSupply(source, []),
  };
}

function withCard(
  read: Omit<PackManifest, 'shards'>,
  { source, repo, about }: Planning,
  steps: LineageStep[],
): Omit<PackManifest, 'shards'> {
  const { card } = repo;
  const [owner = ''] = source.repo.split('/');
  const claim = { id: card.licence, name: card.licenceName, link: card.licenceLink };
  const licence = card.licence ? licenceOf(claim, `Published by ${owner} as ${source.repo}.`) : read.licence;
  const [base] = card.baseModels;
  const upstream = base
    ? { name: base, url: `${source.endpoint}/${base}`, revision: 'not named by the publisher' }
    : read.lineage.upstream;
  const { contextTokens, requires, ...ours } = about;
  return {
    ...read,
    languages: card.languages.length > 0 ? card.languages : read.languages,
    licence,
    lineage: { upstream, steps: [...steps, ...read.lineage.steps] },
    ...ours,
    // What its files need counts beside what our list knows.
    ...(requires ? { requires: { ...read.requires, ...requires } } : {}),
    model: contextTokens
      ? { ...read.model, contextTokens: Math.min(contextTokens, read.model.contextTokens) }
      : read.model,
  };
}

/** Licences and notices of the repository travel with the pack. */
async function licenceShards({ source, repo, network, signal }: Planning, shards: Shard[]): Promise<Shard[]> {
  const taken = new Set(shards.map(({ path }) => path));
  const found: Shard[] = [];
  for (const file of licenceFiles(repo.files)) {
    if (taken.has(file.path)) continue;
    found.push(await pinnedShard(source, file, 'licence', network, signal));
  }
  return found;
}

/** Large files have a SHA-256 on the hub; a small one is fetched, checked by its git id, and pinned by its SHA-256. */
export async function pinnedShard(
  source: HubSource,
  file: HubFile,
  role: Shard['role'],
  network: Network,
  signal: AbortSignal,
): Promise<Shard> {
  const sha256 = file.lfs ?? (await fetchSmallFile(source, file, network, signal)).sha256;
  return { path: file.path, role, bytes: file.bytes, sha256 };
}

function unknownOf(
  read: readonly UnknownFact[],
  { licence, languages }: Omit<PackManifest, 'shards'>,
  { card }: HubRepo,
  about: HubAbout,
  shards: readonly Shard[],
): UnknownFact[] {
  const known = (fact: UnknownFact) =>
    (fact === 'licence' && licence.spdx !== 'LicenseRef-unknown') ||
    (fact === 'languages' && languages.length > 0) ||
    (fact === 'training-data' && about.openness?.trainingData === true) ||
    (fact === 'who-made-it' && card.baseModels.length > 0 && about.openness !== undefined);
  // A digest that comes from where the file comes from proves that it arrived whole, not who made it.
  const all = new Set<UnknownFact>([...read, 'digest-from-same-host']);
  if (licence.spdx === 'LicenseRef-unknown') all.add('licence');
  if (shards.some(({ role, path }) => role === 'library' && /\.wasm$/.test(path))) all.add('foreign-library');
  return [...all].filter((fact) => !known(fact));
}
