import { CHUNK_BYTES } from '../../domain/bytes';
import { appError } from '../../domain/errors';
import type { Source } from '../../domain/pack';
import type { WantedFile } from './arrival';
import { keep } from './download';
import { chunkLength } from './fetch-chunk';
import { openIntake } from './intake';
import { sha256 } from '../form/sha256';
import type { Way } from './way';

const TELL_EVERY_MS = 100;

/** Asks for bytes of the file from an offset on; it may end early, or send more than was asked for. */
type Read = (offset: number, signal: AbortSignal) => AsyncIterable<Uint8Array>;

/**
 * A file that somebody hands over, who need not be trusted: every chunk is checked as it comes, a wrong one is asked
 * for once more. A feed that ends early is `source/too-short`: what came is kept, and it can go on from there.
 */
export function feedWay(file: WantedFile, read: Read, source: Source): Way {
  const from = source.kind === 'peer' ? source.name : '';

  const chunk: Way['chunk'] = async (index, expected, signal) => {
    const bytes = new Uint8Array(chunkLength(file, index));
    let filled = 0;
    for await (const piece of read(index * CHUNK_BYTES, signal)) {
      const part = piece.subarray(0, bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
      if (filled === bytes.length) break;
    }
    if (filled < bytes.length) throw appError('source/too-short', { file: file.path, host: from });
    const found = await sha256(bytes);
    if (found === expected) return bytes;
    throw appError('source/digest', { file: file.path, host: from, chunk: index, found });
  };

  return {
    chunk,
    async *bring(arrival, signal) {
      let settled = false;
      try {
        let healed = 0;
        const intake = openIntake(file, arrival, async (index, expected) => {
          const bytes = await chunk(index, expected, signal);
          healed++;
          return bytes;
        });
        let toldAt = 0;
        if (intake.position < file.bytes) {
          for await (const piece of read(intake.position, signal)) {
            signal.throwIfAborted();
            await intake.take(piece.subarray(0, file.bytes - intake.position), from);
            if (healed > 0) yield { kind: 'healed', chunks: healed };
            healed = 0;
            if (intake.position === file.bytes) break;
            const now = performance.now();
            if (now - toldAt < TELL_EVERY_MS) continue;
            toldAt = now;
            yield { kind: 'held', bytes: intake.position };
          }
        }
        const { position: got } = intake;
        if (got < file.bytes)
          throw appError('source/too-short', { file: file.path, host: from, bytes: file.bytes, got });
        const end = await arrival.finish();
        if ('found' in end)
          throw appError('source/digest', { file: file.path, host: from, found: end.found });
        settled = true;
        yield { kind: 'held', bytes: file.bytes };
        return end.chunks;
      } finally {
        if (!settled) await keep(arrival);
      }
    },
  };
}
