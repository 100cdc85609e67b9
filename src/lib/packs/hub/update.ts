import { fail } from '../../domain/errors';
import { isStandIn } from '../../domain/licence-texts';
import { knownLicence, licenceOf } from '../../domain/licences';
import type { HubSource, InstalledPack, Shard } from '../../domain/pack';
import type { FileChange, HubUpdate } from '../../domain/plan';
import { hubUrl } from '../fetch/addresses';
import type { Network } from '../line/network';
import { openBytes } from '../store/read';
import type { PackStore } from '../store/store';
import { type HubFile, type HubRepo } from './answer';
import { askHub } from './ask';
import { notesBetween } from './commits';
import { gitBlobId } from './git-blob';
import { SMALL_FILE_BYTES } from './small-file';

/** What of an installed pack its hub has changed since: an offer, and nothing is fetched but the hub's answers. */
export async function checkForUpdate(
  store: PackStore,
  { packId, manifest, source }: Pick<InstalledPack, 'packId' | 'manifest' | 'source'>,
  network: Network,
  signal: AbortSignal,
): Promise<HubUpdate> {
  if (source.kind !== 'hub') return fail('source/gone', { what: source.kind, packId });
  const repo = await askHub(source, source.repo, undefined, network, signal);
  if (repo.commit === source.revision) return { kind: 'current', commit: repo.commit };
  const files: FileChange[] = [];
  for (const shard of manifest.shards) {
    if (placeOf(source, shard) !== 'repo') continue;
    const now = repo.files.find(({ path }) => isAt(source, shard, path));
    if (!now) files.push({ path: shard.path, change: 'removed', bytes: 0 });
    else if (!(await isSame(store, shard, now)))
      files.push({ path: shard.path, change: 'changed', bytes: now.bytes });
  }
  const weights = manifest.shards.find(({ role }) => role === 'weights');
  // Where its file has another name now, a person chooses anew.
  const file = repo.files.find(({ path }) => path === weights?.path)?.path;
  const other = manifest.shards.find((shard) => placeOf(source, shard) === 'elsewhere');
  const library = other && addressOf(source, other);
  return {
    kind: files.length > 0 ? 'changed' : 'same-files',
    from: source.revision,
    to: repo.commit,
    files,
    notes: await notesBetween(source, repo.id, { from: source.revision, to: repo.commit }, network, signal),
    licence: licenceChange(manifest.licence.spdx, repo),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    wish: {
      ...{ endpoint: source.endpoint, repo: repo.id, revision: repo.commit, hosts: source.hosts },
      ...(manifest.layout !== 'mlc' && file !== undefined ? { file } : {}),
      ...(library === undefined ? {} : { library }),
    },
  };
}

/** `site`: what every deployment ships, a library or a standard text. A library of the repository has an address there. */
function placeOf(source: HubSource, shard: Shard): 'repo' | 'elsewhere' | 'site' {
  const address = addressOf(source, shard);
  if (address === undefined) return shard.role === 'library' || isStandIn(shard) ? 'site' : 'repo';
  return address.startsWith(hubUrl(source, '')) ? 'repo' : 'elsewhere';
}

function isAt(source: HubSource, shard: Shard, path: string): boolean {
  const address = addressOf(source, shard);
  return address === undefined ? path === shard.path : address === hubUrl(source, path);
}

function addressOf({ elsewhere }: HubSource, { path }: Shard): string | undefined {
  return elsewhere.find((each) => each.path === path)?.url;
}

/** By the published SHA-256; a small file has a git id there, which is taken of the bytes on this device. */
async function isSame(store: PackStore, shard: Shard, now: HubFile): Promise<boolean> {
  if (now.lfs) return now.lfs === shard.sha256;
  if (now.bytes !== shard.bytes || shard.bytes > SMALL_FILE_BYTES) return false;
  const ref = await store.ref(shard.sha256);
  if (!ref) return false;
  const source = await openBytes(ref);
  try {
    return (await gitBlobId((await source.read(0, source.size)).slice())) === now.blobId;
  } finally {
    source.close();
  }
}

function licenceChange(from: string, { card }: HubRepo): { from: string; to: string } | null {
  if (!card.licence) return null;
  const to = licenceOf({ id: card.licence, name: card.licenceName }).spdx;
  // Packs of before this app had words for a licence have it as its publisher writes it.
  return to === (knownLicence(from)?.spdx ?? from) ? null : { from, to };
}
