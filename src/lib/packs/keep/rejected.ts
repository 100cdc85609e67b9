import type { Digest } from '../../domain/digest';
import { type AppError, isAbort } from '../../domain/errors';
import type { PackId, PackManifest, Source } from '../../domain/pack';
import type { RejectedFile } from '../../domain/vetting';
import type { WantedFile } from '../fetch/arrival';
import { readRecord, writeRecord } from '../store/record';
import { isAppErrorWith } from '../form/refused';
import { digest, integer, object, oneOf, type Reader, text } from '../form/shape';
import type { PackStore } from '../store/store';

/**
 * Files that came and were not what they should be. What is kept of them lies apart, under the digest that was wanted;
 * no engine and no other pack can reach it. One record per file, under the same name. A pack whose files are right and
 * do not fit together has its record under its own id: another pack may name the same files, and be good.
 */
const shape: Reader<RejectedFile> = object({
  sha256: digest,
  path: text(240),
  packId: digest,
  bytes: integer(0, Number.MAX_SAFE_INTEGER),
  from: text(1000),
  reason: oneOf('digest', 'length', 'web-page', 'structure'),
  found: text(200),
  at: text(40),
});
const recordShape = object({ format: oneOf<1>(1), file: shape });

/** Newest first. `bytes` is what is kept apart, which may be nothing. */
export async function listRejected(store: PackStore): Promise<RejectedFile[]> {
  const files: RejectedFile[] = [];
  for (const name of await store.listRecords('refusals')) {
    const file = await readRejected(store, name);
    if (file) files.push(file);
  }
  return files.sort((a, b) => (a.at < b.at ? 1 : -1));
}

async function readRejected(store: PackStore, name: Digest): Promise<RejectedFile | undefined> {
  try {
    const value = await readRecord(store, 'refusals', name);
    return value === undefined ? undefined : recordShape(value, 'rejected').file;
  } catch (thrown) {
    if (isAppErrorWith(thrown, 'pack/')) return undefined; // another version's, or damaged: as good as none
    throw thrown;
  }
}

function write(store: PackStore, file: RejectedFile, name: Digest): Promise<void> {
  return writeRecord(store, 'refusals', name, { format: 1, file });
}

/** Notes why a file was refused, if that was for what it holds. A line that failed is no fault of the file. */
export async function noteRejected(
  store: PackStore,
  file: WantedFile,
  { packId, source }: { packId: PackId; source: Source },
  error: AppError,
): Promise<void> {
  const reason = reasonOf(error);
  if (!reason) return;
  const { host, found } = error.details;
  await write(
    store,
    {
      sha256: file.sha256,
      path: file.path,
      packId,
      bytes: (await store.size('rejected', file.sha256)) ?? 0,
      from: typeof host === 'string' && host !== '' ? host : nameOf(source),
      reason,
      found: typeof found === 'string' ? found : '',
      at: new Date().toISOString(),
    },
    file.sha256,
  );
}

/** Every byte of a pack is what its manifest says, and it does not fit together: the file that was named is at fault. */
export async function noteUnfit(
  store: PackStore,
  { packId, source }: { packId: PackId; source: Source },
  manifest: PackManifest,
  thrown: unknown,
): Promise<void> {
  if (isAbort(thrown) || !isAppErrorWith(thrown, 'pack/unfit')) return;
  const { file, what, why } = thrown.details;
  const told = [what, why].filter((part) => typeof part === 'string' && part !== '').join(': ');
  const { shards } = manifest;
  const shard = shards.find(({ path }) => path === file) ?? shards.find(({ role }) => role === 'weights');
  if (!shard) return;
  await write(
    store,
    {
      ...{ sha256: shard.sha256, path: shard.path, packId, bytes: 0, from: nameOf(source) },
      ...{ reason: 'structure', found: told.slice(0, 200), at: new Date().toISOString() },
    },
    packId,
  );
}

/** Forgets why a file was refused, and what is kept of it. The caller holds its lock. */
export async function forgetRejected(store: PackStore, sha256: Digest): Promise<void> {
  await store.remove('rejected', sha256);
  await store.removeRecord('refusals', sha256);
}

/** Forgets that the files of a pack do not fit together: it is tried again, was promoted, or is gone. */
export function forgetUnfit(store: PackStore, packId: PackId): Promise<void> {
  return store.removeRecord('refusals', packId);
}

/** Forgets all that was refused for a pack. */
export async function forgetRejectedOf(store: PackStore, packId: PackId): Promise<void> {
  for (const name of await store.listRecords('refusals'))
    if ((await readRejected(store, name))?.packId === packId) await forgetRejected(store, name);
}

/** True if a file was refused for this pack. What another pack's source sent in its stead is no fault of this one. */
export async function hasRejected(
  store: PackStore,
  packId: PackId,
  { shards }: PackManifest,
): Promise<boolean> {
  for (const name of [packId, ...shards.map(({ sha256 }) => sha256)])
    if ((await readRejected(store, name))?.packId === packId) return true;
  return false;
}

function reasonOf({ code }: AppError): RejectedFile['reason'] | undefined {
  if (code === 'source/digest' || code === 'archive/damaged') return 'digest';
  return code === 'source/too-long' ? 'length' : undefined;
}

function nameOf(source: Source): string {
  if ('fileName' in source) return source.fileName;
  if (source.kind === 'peer') return source.name;
  return new URL(source.kind === 'hub' ? source.endpoint : source.baseUrl).host;
}
