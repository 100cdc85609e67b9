import type { Digest } from '../../domain/digest';
import { isAbort, toAppError } from '../../domain/errors';
import { type Arrival, openArrival, type WantedFile } from '../fetch/arrival';
import { type BlobCheck, checkBlob } from '../store/check-blob';
import type { DownloadEvent } from '../fetch/download';
import { announcer, lockToWrite } from './follow';
import type { Wanted } from '../keep/receipt';
import { isAppErrorWith } from '../form/refused';
import { forgetRejected, noteRejected } from '../keep/rejected';
import { repairBlob } from '../fetch/repair-blob';
import type { OpenSha256 } from '../form/sha256';
import type { PackStore } from '../store/store';
import type { Way } from '../fetch/way';

/** `onGrown` hears of each step of a file that is being written, and of its end. */
export type Writing = { hash: OpenSha256; onGrown: (arrival: Arrival | undefined) => void };

export type FileEvent = DownloadEvent | { kind: 'following'; over?: true };

/**
 * Makes sure that a blob is here and right: checks it, repairs it, or brings it. Returns its chunk digests. A file
 * that came and is another one is kept apart, with the reason, and the error is thrown.
 */
export async function* installFile(
  store: PackStore,
  file: WantedFile,
  way: Way,
  wanted: Wanted,
  { hash, onGrown }: Writing,
  signal: AbortSignal,
): AsyncGenerator<FileEvent, Digest[], void> {
  const there = await checkUnlessBusy(store, file, signal);
  if (there?.verdict === 'match') return there.chunks;

  const lock = lockToWrite(file.sha256, signal);
  let turn = await lock.next();
  const followed = !turn.done;
  if (followed) yield { kind: 'following' };
  for (; !turn.done; turn = await lock.next()) {
    if (turn.value !== undefined) yield { kind: 'held', bytes: turn.value };
  }
  const release = turn.value;
  const others = announcer(file.sha256);
  try {
    if (followed) yield { kind: 'following', over: true };
    if ((await store.size('blobs', file.sha256)) !== undefined) {
      const repaired = await repairBlob(store, file, way, signal);
      if (repaired && repaired.healed > 0) yield { kind: 'healed', chunks: repaired.healed };
      if (repaired) return repaired.chunks;
    }
    await forgetRejected(store, file.sha256);
    const arrival = await openArrival(store, file, hash);
    onGrown(arrival);
    try {
      const events = way.bring(arrival, signal);
      for (;;) {
        const step = await events.next();
        if (step.done) return step.value;
        if (step.value.kind === 'held') others.tell(step.value.bytes);
        onGrown(arrival);
        yield step.value;
      }
    } catch (thrown) {
      if (!isAbort(thrown)) await reject(store, file, arrival, wanted, thrown);
      throw thrown;
    } finally {
      onGrown(undefined);
      arrival.close();
    }
  } finally {
    others.close();
    release();
  }
}

/** Bytes that came over a line are kept apart whole; of what is on this machine already no second copy is kept. */
async function reject(
  store: PackStore,
  file: WantedFile,
  arrival: Arrival,
  wanted: Wanted,
  thrown: unknown,
): Promise<void> {
  if (arrival.isAnother) await ('fileName' in wanted.source ? arrival.restart() : arrival.setApart());
  await noteRejected(store, file, wanted, toAppError(thrown));
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
