import { AppError, fail, isAbort } from '../../domain/errors';
import type { PackId } from '../../domain/pack';
import { readReceipt } from '../keep/receipt';
import type { PackStore } from '../store/store';
import { proven } from '../trust/vouch';
import { streamArchive } from './stream-archive';
import { planArchive } from './write-archive';

/** Bytes of the archive that are in the file and right; `keptBytes` of them were there before. */
export type ExportEvent = { kind: 'progress'; doneBytes: number; keptBytes: number; totalBytes: number };
export type ExportResult = {
  kind: 'saved' | 'stopped';
  doneBytes: number;
  keptBytes: number;
  totalBytes: number;
};

const TELL_EVERY_MS = 100;

/**
 * Writes an installed pack into a file that the person chose, checked as it is read. What is in the file already and is
 * the same is left: one that was cut off goes on. An abort keeps what was written, and returns `stopped`.
 * Throws `pack/corrupt`, `pack/missing`, and `storage/write-failed` with the reason (a full stick, one pulled out).
 */
export async function* exportTo(
  store: PackStore,
  { packId, handle, keys }: { packId: PackId; handle: FileSystemFileHandle; keys: readonly string[] },
  signal: AbortSignal,
): AsyncGenerator<ExportEvent, ExportResult, void> {
  const receipt = (await readReceipt(store, packId)) ?? fail('pack/missing', { packId });
  const { totalBytes, pieces } = await planArchive(await proven(receipt, keys));
  const before = await named(() => handle.getFile());
  const output = await named(() => handle.createWritable({ keepExistingData: before.size > 0 }));
  let doneBytes = 0;
  let keptBytes = 0;
  let written = false;
  let toldAt = 0;
  try {
    for await (const bytes of streamArchive(store, receipt, pieces)) {
      signal.throwIfAborted();
      if (await isThere(before, doneBytes, bytes)) keptBytes += bytes.length;
      else {
        const position = doneBytes;
        await named(() => output.write({ type: 'write', position, data: bytes }));
        written = true;
      }
      doneBytes += bytes.length;
      const now = performance.now();
      if (now - toldAt < TELL_EVERY_MS) continue;
      toldAt = now;
      yield { kind: 'progress', doneBytes, keptBytes, totalBytes };
    }
    await named(async () => {
      if (before.size > totalBytes) await output.truncate(totalBytes);
      await output.close();
    });
    return { kind: 'saved', doneBytes, keptBytes, totalBytes };
  } catch (thrown) {
    await keepOrLeave(output, written, doneBytes, thrown);
    if (isAbort(thrown) && signal.aborted) return { kind: 'stopped', doneBytes, keptBytes, totalBytes };
    throw thrown;
  }
}

/** What was written is kept, as the beginning of an archive; a file in which nothing was changed stays as it was. */
async function keepOrLeave(
  output: FileSystemWritableFileStream,
  written: boolean,
  doneBytes: number,
  because: unknown,
): Promise<void> {
  try {
    if (!written) return await output.abort();
    await output.truncate(doneBytes);
    await output.close();
  } catch (thrown) {
    // The file could not be written, which is what `because` says; or it is gone, and there is nothing to keep.
    if (!(because instanceof AppError) && !isAbort(because)) throw thrown;
  }
}

async function isThere(file: File, offset: number, bytes: Uint8Array): Promise<boolean> {
  if (offset + bytes.length > file.size) return false;
  const there = new Uint8Array(await named(() => file.slice(offset, offset + bytes.length).arrayBuffer()));
  return bytes.every((byte, index) => byte === there[index]);
}

/** The browser's own words for what a person's disk refuses. */
async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof AppError || isAbort(thrown)) throw thrown;
    const reason = thrown instanceof Error ? thrown.name : String(thrown);
    return fail('storage/write-failed', { reason }, thrown);
  }
}
