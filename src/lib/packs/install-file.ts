import type { Digest } from '../domain/digest';
import { openArrival, type WantedFile } from './arrival';
import { type BlobCheck, checkBlob } from './check-blob';
import { download, type DownloadEvent } from './download';
import { announcer, lockToWrite } from './follow';
import type { Network } from './network';
import { isAppErrorWith } from './refused';
import { repairBlob } from './repair-blob';
import type { PackStore } from './store';

export type FileEvent = DownloadEvent | { kind: 'following' };

/** Makes sure that a blob is here and right: checks it, repairs it, or downloads it. Returns its chunk digests. */
export async function* installFile(
  store: PackStore,
  file: WantedFile,
  addresses: readonly string[],
  network: Network,
  signal: AbortSignal,
): AsyncGenerator<FileEvent, Digest[], void> {
  const there = await checkUnlessBusy(store, file, signal);
  if (there?.verdict === 'match') return there.chunks;

  const lock = lockToWrite(file.sha256, signal);
  let turn = await lock.next();
  if (!turn.done) yield { kind: 'following' };
  for (; !turn.done; turn = await lock.next()) {
    if (turn.value !== undefined) yield { kind: 'held', bytes: turn.value };
  }
  const release = turn.value;
  const others = announcer(file.sha256);
  try {
    if ((await store.size('blobs', file.sha256)) !== undefined) {
      const repaired = await repairBlob(store, file, addresses, network, signal);
      if (repaired && repaired.healed > 0) yield { kind: 'healed', chunks: repaired.healed };
      if (repaired) return repaired.chunks;
    }
    const arrival = await openArrival(store, file);
    try {
      const events = download(file, addresses, arrival, network, signal);
      for (;;) {
        const step = await events.next();
        if (step.done) return step.value;
        if (step.value.kind === 'held') others.tell(step.value.bytes);
        yield step.value;
      }
    } finally {
      arrival.close();
    }
  } finally {
    others.close();
    release();
  }
}

/** Undefined while another tab writes the blob. */
async function checkUnlessBusy(
  store: PackStore,
  file: WantedFile,
  signal: AbortSignal,
): Promise<BlobCheck | undefined> {
  try {
    return await checkBlob(store, file, signal);
  } catch (thrown) {
    if (isAppErrorWith(thrown, 'storage/busy')) return undefined;
    throw thrown;
  }
}
