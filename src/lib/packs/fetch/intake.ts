import { CHUNK_BYTES } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import type { Arrival, WantedFile } from './arrival';
import { chunkLength } from './fetch-chunk';
import { sha256 } from '../form/sha256';

/** Gets the right bytes of a chunk whose bytes from `address` did not agree with their digest. */
export type Heal = (index: number, expected: Digest, address: string) => Promise<Uint8Array<ArrayBuffer>>;

/** Between the network and the disk: cuts what arrives into chunks, and appends each once it is complete and right. */
export interface Intake {
  /** Where the next byte goes, in the file. */
  readonly position: number;
  /** Takes bytes that `address` sent. The array is not kept. */
  take(piece: Uint8Array, address: string): Promise<void>;
  /** Forgets the part of a chunk that is not on disk yet. */
  forget(): void;
}

/**
 * Hashing a chunk before the next is begun costs no wall time: the browser goes on receiving meanwhile, and a tab
 * that is killed loses less than a chunk.
 */
export function openIntake(file: WantedFile, arrival: Arrival, heal: Heal): Intake {
  const filling = new Uint8Array(CHUNK_BYTES);
  let filled = 0;

  async function store(bytes: Uint8Array<ArrayBuffer>, address: string): Promise<void> {
    const index = arrival.held / CHUNK_BYTES;
    const found = await sha256(bytes);
    const expected = file.chunks?.[index] ?? found;
    await arrival.append(found === expected ? bytes : await heal(index, expected, address), expected);
  }

  return {
    get position() {
      return arrival.held + filled;
    },
    async take(piece, address) {
      for (let at = 0; at < piece.length;) {
        const want = chunkLength(file, arrival.held / CHUNK_BYTES);
        const part = piece.subarray(at, at + want - filled);
        filling.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < want) return;
        filled = 0;
        await store(filling.subarray(0, want), address);
      }
    },
    forget() {
      filled = 0;
    },
  };
}
