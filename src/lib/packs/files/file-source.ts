import { type ByteSource, MIB } from '../../domain/bytes';
import { fail } from '../../domain/errors';
import { isNotFound } from '../store/storage-faults';

/** A browser reads files in another process: few large reads cost a third of many small ones. */
const BLOCK_BYTES = 4 * MIB;

type Block = { start: number; ready: Promise<Uint8Array<ArrayBuffer>> };

/**
 * A file that a person chose, or a piece of one. Reads in sequence are served from blocks, of which the next is read
 * while this one is used; a read elsewhere asks for its own bytes and no more. No part of the file is kept.
 * Throws `archive/choose-again` if the file has changed or is gone, as when the stick was pulled out.
 */
export function fileSource(blob: Blob, name: string): ByteSource {
  let expected = -1;
  let current: Block | undefined;
  let next: Block | undefined;

  async function piece(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return new Uint8Array(await blob.slice(start, start + length).arrayBuffer());
    } catch (thrown) {
      if (isNotFound(thrown) || isUnreadable(thrown))
        return fail('archive/choose-again', { file: name }, thrown);
      throw thrown;
    }
  }

  function load(start: number): Block {
    const ready = piece(start, Math.min(BLOCK_BYTES, blob.size - start));
    ready.catch(() => {}); // read ahead: whoever asks for it hears of it
    return { start, ready };
  }

  function blockAt(offset: number): Block {
    const start = offset - (offset % BLOCK_BYTES);
    if (current?.start !== start) current = next?.start === start ? next : load(start);
    if (next?.start !== start + BLOCK_BYTES)
      next = start + BLOCK_BYTES < blob.size ? load(start + BLOCK_BYTES) : undefined;
    return current;
  }

  return {
    size: blob.size,
    async read(offset, length) {
      const sound =
        Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
      if (!sound || offset + length > blob.size)
        return fail('archive/damaged', { what: `${name}: ${offset} + ${length} / ${blob.size}` });
      const within = (offset % BLOCK_BYTES) + length <= BLOCK_BYTES;
      const inSequence = offset === expected;
      expected = offset + length;
      if (!within || !inSequence) return piece(offset, length);
      const { start, ready } = blockAt(offset);
      return (await ready).subarray(offset - start, offset - start + length);
    },
    close: () => (current = next = undefined),
  };
}

/** The file has changed since it was chosen, or the system refuses it. */
function isUnreadable(thrown: unknown): boolean {
  return thrown instanceof DOMException && ['NotReadableError', 'SecurityError'].includes(thrown.name);
}
