import { type ByteSource, CHUNK_BYTES } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { type AppError, appError } from '../../domain/errors';
import type { Source } from '../../domain/pack';
import type { Arrival, Chunk, WantedFile } from './arrival';
import { copyIn } from './copy-in';
import { keep } from './download';
import { chunkLength } from './fetch-chunk';
import { sha256 } from '../form/sha256';
import type { Way } from './way';

/**
 * A file that is on this machine already: in an archive, a folder, or picked by itself. Goes on from the bytes held.
 * `otherwise` is asked for what the source has not got. Throws `archive/damaged` or `source/digest`, with the file.
 */
export function localWay(
  file: WantedFile,
  open: () => Promise<ByteSource | undefined>,
  source: Source,
  otherwise: Way,
): Way {
  async function chunk(from: ByteSource, index: number, expected: Digest): Promise<Uint8Array<ArrayBuffer>> {
    const length = chunkLength(file, index);
    if (from.size !== file.bytes) throw wrong(source, file, 'length', {});
    const bytes = (await from.read(index * CHUNK_BYTES, length)).slice();
    const found = await sha256(bytes);
    if (found !== expected) throw wrong(source, file, 'digest', { chunk: index, found });
    return bytes;
  }

  async function* copy(from: ByteSource, arrival: Arrival, signal: AbortSignal) {
    if (from.size !== file.bytes) throw wrong(source, file, 'length', { bytes: from.size });
    const judge = async (index: number, read: Chunk): Promise<Chunk> => {
      const expected = file.chunks?.[index];
      if (expected === undefined || read.digest === expected) return read;
      // What was read wrong once is read once more before it is called damaged: disks recover.
      return { bytes: await chunk(from, index, expected), digest: expected };
    };
    for await (const bytes of copyIn(from, arrival, judge, signal)) yield { kind: 'held' as const, bytes };
    const end = await arrival.finish();
    if ('found' in end) throw wrong(source, file, 'digest', { found: end.found });
    yield { kind: 'held' as const, bytes: file.bytes };
    return end.chunks;
  }

  return {
    async *bring(arrival, signal) {
      const from = await open();
      if (!from) return yield* otherwise.bring(arrival, signal);
      let settled = false;
      try {
        const chunks = yield* copy(from, arrival, signal);
        settled = true;
        return chunks;
      } finally {
        from.close();
        if (!settled) await keep(arrival);
      }
    },
    async chunk(index, expected, signal) {
      const from = await open();
      if (!from) return otherwise.chunk(index, expected, signal);
      try {
        return await chunk(from, index, expected);
      } finally {
        from.close();
      }
    },
  };
}

function wrong(
  source: Source,
  file: WantedFile,
  problem: 'length' | 'digest',
  details: Record<string, string | number>,
): AppError {
  const named = { ...details, file: file.path, problem };
  if (source.kind === 'archive') return appError('archive/damaged', { ...named, what: file.path });
  return appError('source/digest', named);
}
