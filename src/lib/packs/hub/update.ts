import { fail } from '../../domain/errors';
import { licenceOf } from '../../domain/licences';
import type { HubSource, InstalledPack, Shard } from '../../domain/pack';
import type { FileChange, HubUpdate } from '../../domain/plan';
import type { Network } from '../network';
import { openBytes } from '../read';
import type { PackStore } from '../store';
import { type HubFile, type HubRepo } from './answer';
import { askHub } from './ask';
import { gitBlobId } from './git-blob';
import { SMALL_FILE_BYTES } from './small-file';

/** What of an installed pack its hub has changed since: an offer, and nothing is fetched but the hub's answer. */
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
    if (!isFromRepo(source, shard)) continue;
    const now = repo.files.find(({ path }) => path === shard.path);
    if (!now) files.push({ path: shard.path, change: 'removed', bytes: 0 });
    else if (!(await isSame(store, shard, now)))
      files.push({ path: shard.path, change: 'changed', bytes: now.bytes });
  }
  const weights = manifest.shards.find(({ role }) => role === 'weights');
  const library = source.elsewhere.find(({ path }) => /\.wasm(?:\.gz)?$/.test(path))?.url;
  return {
    kind: files.length > 0 ? 'changed' : 'same-files',
    from: source.revision,
    to: repo.commit,
    files,
    licence: licenceChange(manifest.licence.spdx, repo),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    wish: {
      ...{ endpoint: source.endpoint, repo: repo.id, revision: repo.commit, hosts: source.hosts },
      ...(manifest.layout !== 'mlc' && weights ? { file: weights.path } : {}),
      ...(library ? { library } : {}),
    },
  };
}

/** The libraries that this site ships, and those at an address of their own, are not the repository's. */
function isFromRepo({ elsewhere }: HubSource, { path, role }: Shard): boolean {
  return role !== 'library' && !elsewhere.some((each) => each.path === path);
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
  return to === from ? null : { from, to };
}
