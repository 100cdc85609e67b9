import { type ByteSource, MIB } from '../domain/bytes';
import { fail } from '../domain/errors';
import { LIMITS, malformed, within } from './limits';

/** 2^21: the high word of a number above Number.MAX_SAFE_INTEGER. */
const UNSAFE_HIGH = 0x20_0000;

/**
 * Reads forward through the start of a file, fetching it in pieces of whole MiB that double in size, so that a header
 * of n bytes costs O(n) whatever it claims. `need` first, then the synchronous readers.
 */
export class HeaderCursor {
  /** Everything read so far, from byte 0 of the file. Replaced when it grows: do not keep it across `need`. */
  bytes = new Uint8Array(0);
  position = 0;
  #view = new DataView(this.bytes.buffer);
  #have = 0;
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Bytes of the file after the position. */
  get left(): number {
    return this.#source.size - this.position;
  }

  get fileBytes(): number {
    return this.#source.size;
  }

  /** True where `count` more bytes are in memory. */
  has(count: number): boolean {
    return this.position + count <= this.#have;
  }

  /** Makes `count` bytes after the position readable. */
  async need(count: number): Promise<void> {
    const end = this.position + count;
    if (end <= this.#have) return;
    if (!(end <= this.#source.size)) {
      fail('gguf/truncated', { needs: end, has: this.#source.size });
    }
    within('headerBytes', end, 'header');
    const wanted = Math.ceil(Math.max(end, 2 * this.#have) / MIB) * MIB;
    const target = Math.min(wanted, this.#source.size, LIMITS.headerBytes);
    const grown = new Uint8Array(target);
    grown.set(this.bytes.subarray(0, this.#have));
    grown.set(await this.#source.read(this.#have, target - this.#have), this.#have);
    this.bytes = grown;
    this.#view = new DataView(grown.buffer);
    this.#have = target;
  }

  u32(): number {
    this.position += 4;
    return this.#view.getUint32(this.position - 4, true);
  }

  /** A 64-bit count or size; refused above 2^53 - 1. */
  u64(what: string): number {
    const low = this.u32();
    const high = this.u32();
    if (high >= UNSAFE_HIGH) malformed('integer', what);
    return high * 2 ** 32 + low;
  }

  /** The bytes of the next `count` bytes, as a view that later reads of the file may replace. */
  take(count: number): DataView<ArrayBuffer> {
    this.position += count;
    return new DataView(this.bytes.buffer, this.position - count, count);
  }

  /** A string with its 64-bit length, in well-formed UTF-8. */
  async text(limit: 'keyBytes' | 'tensorNameBytes' | 'stringBytes', what: string): Promise<string> {
    await this.need(8);
    const length = within(limit, this.u64(what), what);
    await this.need(length);
    return decodeUtf8(this.take(length), what);
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of well-formed UTF-8; anything else is refused, since U+FFFD would make two names equal. */
export function decodeUtf8(bytes: Uint8Array | DataView<ArrayBuffer>, what: string): string {
  try {
    return strict.decode(bytes);
  } catch (thrown) {
    return fail('gguf/limits', { limit: 'utf-8', what }, thrown);
  }
}
