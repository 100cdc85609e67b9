import { CHUNK_BYTES } from '../domain/bytes';
import type { Digest } from '../domain/digest';
import type { Arrival, WantedFile } from './arrival';
import { chunkLength } from './fetch-chunk';
import { sha256 } from './sha256';

/** Chunks being hashed by WebCrypto while more arrive. */
const IN_FLIGHT = 3;

type Filled = { bytes: Uint8Array<ArrayBuffer>; digest: Promise<Digest>; mirror: string };
/** Gets the right bytes of a chunk whose bytes from `mirror` did not agree with their digest. */
export type Heal = (index: number, expected: Digest, mirror: string) => Promise<Uint8Array<ArrayBuffer>>;

/** Between the network and the disk: cuts what arrives into chunks, hashes them, and appends them in order. */
export interface Intake {
  /** Where the next byte goes, in the file. */
  readonly position: number;
  /** The array may be reused by the caller afterwards. */
  take(piece: Uint8Array, mirror: string): Promise<void>;
  /** Appends every complete chunk. */
  drain(): Promise<void>;
  /** The line is down: appends what is good without healing, forgets from the first bad chunk on, and saves. */
  settle(): Promise<void>;
  /** Forgets what is not on disk yet. */
  forget(): void;
}

export function openIntake(file: WantedFile, arrival: Arrival, heal: Heal): Intake {
  const queue: Filled[] = [];
  const spare: Uint8Array<ArrayBuffer>[] = [];
  let filling = new Uint8Array(CHUNK_BYTES);
  let filled = 0;

  const nextIndex = () => arrival.held / CHUNK_BYTES;
  function forget(): void {
    queue.length = 0;
    filled = 0;
  }

  async function store(chunk: Filled, bytes: Uint8Array<ArrayBuffer>, digest: Digest): Promise<void> {
    await arrival.append(bytes, digest);
    queue.shift();
    spare.push(new Uint8Array(chunk.bytes.buffer));
  }

  async function storeOldest(): Promise<void> {
    const chunk = queue[0];
    if (!chunk) return;
    const found = await chunk.digest;
    const expected = file.chunks?.[nextIndex()] ?? found;
    const bytes = found === expected ? chunk.bytes : await heal(nextIndex(), expected, chunk.mirror);
    await store(chunk, bytes, expected);
  }

  return {
    get position() {
      return arrival.held + queue.reduce((sum, { bytes }) => sum + bytes.length, 0) + filled;
    },
    async take(piece, mirror) {
      for (let at = 0; at < piece.length;) {
        const want = chunkLength(file, nextIndex() + queue.length);
        const part = piece.subarray(at, at + want - filled);
        filling.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < want) return;
        const bytes = filling.subarray(0, want);
        queue.push({ bytes, digest: sha256(bytes), mirror });
        filling = spare.pop() ?? new Uint8Array(CHUNK_BYTES);
        filled = 0;
        if (queue.length > IN_FLIGHT) await storeOldest();
      }
    },
    async drain() {
      while (queue.length > 0) await storeOldest();
    },
    async settle() {
      for (let chunk = queue[0]; chunk; chunk = queue[0]) {
        const found = await chunk.digest;
        if ((file.chunks?.[nextIndex()] ?? found) !== found) forget();
        else await store(chunk, chunk.bytes, found);
      }
      await arrival.save();
    },
    forget,
  };
}
