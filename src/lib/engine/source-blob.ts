import type { ByteSource } from '../domain/bytes';

/**
 * A Blob over a ByteSource, for wllama, which reads models through `slice` and `stream`: each byte it gets has passed
 * the source's own check. `onRead` hears of every read; `failure` keeps what a read threw, since wllama
 * turns it into a text.
 */
export class SourceBlob extends Blob {
  readonly #source: ByteSource;
  readonly #start: number;
  readonly #end: number;
  readonly #watch: ReadWatch;

  constructor(source: ByteSource, watch: ReadWatch = {}, start = 0, end = source.size) {
    super();
    this.#source = source;
    this.#watch = watch;
    this.#start = start;
    this.#end = end;
  }

  override get size(): number {
    return this.#end - this.#start;
  }

  override slice(start = 0, end = this.size): SourceBlob {
    const from = this.#start + clamp(start, this.size);
    return new SourceBlob(
      this.#source,
      this.#watch,
      from,
      Math.max(from, this.#start + clamp(end, this.size)),
    );
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    try {
      const bytes = await this.#source.read(this.#start, this.size);
      this.#watch.onRead?.(bytes.length);
      // A copy: the source may reuse its array, and wllama transfers this one away.
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    } catch (thrown) {
      this.#watch.failure = thrown;
      throw thrown;
    }
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const step = 1024 * 1024;
    let at = 0;
    return new ReadableStream({
      pull: async (controller) => {
        if (at >= this.size) return controller.close();
        const piece = this.slice(at, at + step);
        at += piece.size;
        controller.enqueue(new Uint8Array(await piece.arrayBuffer()));
      },
    });
  }
}

export type ReadWatch = { onRead?: (bytes: number) => void; failure?: unknown };

function clamp(position: number, size: number): number {
  return position < 0 ? Math.max(0, size + position) : Math.min(position, size);
}
