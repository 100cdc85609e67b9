import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Files under here come over a line that is as slow, and as bad, as a row wants it. */
export const LINE_BASE = '/bench-line/';

/** What a server does wrong to a file, at its next request and never again. */
export type LineFault = { name: string; kind: 'cut' | 'short' | 'portal' | 'damage' };
export type Sent = { name: string; start: number; sent: number };
/** A file's path or its bytes; null where there is none. */
export type LineFiles = (name: string) => Promise<string | Uint8Array | null>;

const PIECE_BYTES = 64 * 1024;
/** What a timer that comes late may catch up: so much of a second of the line. */
const BURST_S = 0.25;
const LOGIN_PAGE = '<!doctype html><title>Log in</title><p>Welcome to this network.';

/** All requests share one token bucket, which begins to fill when the first byte is asked for. */
export class Line {
  readonly #files: LineFiles;
  #bytesPerSecond = Infinity;
  #tokens = 0;
  #at = 0;
  /** Positions in `cutName` at which the line goes dead, each once, in their order. */
  cuts: number[] = [];
  cutName = '';
  /** `quiet`: what was sent has arrived before the line goes dead. `reset`: a system throws away what nobody has read. */
  cutKind: 'quiet' | 'reset' = 'quiet';
  fault: LineFault | null = null;
  log: Sent[] = [];

  constructor(files: LineFiles) {
    this.#files = files;
  }

  /** Forgets what was sent and what was to go wrong. Null: as fast as it can. */
  begin(bitsPerSecond: number | null): void {
    this.#bytesPerSecond = bitsPerSecond === null ? Infinity : bitsPerSecond / 8;
    this.#tokens = 0;
    this.#at = Infinity;
    this.log = [];
    this.cuts = [];
    this.cutKind = 'quiet';
    this.fault = null;
  }

  async serve(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    const file = await this.#files(name);
    if (file === null) return void response.writeHead(404).end();
    const fault = this.fault && name.endsWith(this.fault.name) ? this.fault.kind : null;
    if (fault) this.fault = null;
    response.setHeader('Cache-Control', 'no-store');
    if (fault === 'portal')
      return void response.writeHead(200, { 'Content-Type': 'text/html' }).end(LOGIN_PAGE);
    const handle = typeof file === 'string' ? await open(file) : null;
    try {
      const size = handle ? (await handle.stat()).size : file.length;
      const read = async (at: number, bytes: number) => {
        if (typeof file !== 'string') return file.slice(at, at + bytes);
        const { buffer, bytesRead } = await handle!.read(new Uint8Array(bytes), 0, bytes, at);
        return buffer.subarray(0, bytesRead);
      };
      await this.#send(request, response, { name, size, fault, read });
    } finally {
      await handle?.close();
    }
  }

  async #send(
    request: IncomingMessage,
    response: ServerResponse,
    file: { name: string; size: number; fault: LineFault['kind'] | null; read: Read },
  ): Promise<void> {
    const { name, size, fault, read } = file;
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const start = Number(range?.[1] ?? 0);
    const middle = start + Math.floor((size - start) / 2);
    const end = fault === 'short' ? middle : range?.[2] ? Number(range[2]) + 1 : size;
    const sent: Sent = { name, start, sent: 0 };
    this.log.push(sent);
    response.writeHead(range ? 206 : 200, {
      'Content-Type': name.endsWith('.js') ? 'text/javascript' : 'application/octet-stream',
      'Content-Length': end - start,
      ETag: `"${name}"`,
      ...(range ? { 'Content-Range': `bytes ${start}-${end - 1}/${size}` } : {}),
    });
    const cut = fault === 'cut' ? middle : name.endsWith(this.cutName) ? (this.cuts[0] ?? size) : size;
    for (let at = start; at < end && !response.destroyed;) {
      const piece = await read(at, Math.min(PIECE_BYTES, end - at, Math.max(cut - at, 1)));
      if (fault === 'damage' && at <= middle && middle < at + piece.length) piece[middle - at]! ^= 1;
      await this.#take(piece.length);
      await new Promise<void>((flushed) => response.write(piece, () => flushed()));
      at += piece.length;
      sent.sent += piece.length;
      if (at < cut || cut === size) continue;
      if (fault !== 'cut') this.cuts.shift();
      if (this.cutKind === 'reset') return void request.socket.resetAndDestroy();
      // Let what was written leave this machine before the line goes dead.
      await new Promise((resolve) => setTimeout(resolve, 200));
      return void request.socket.destroy();
    }
    response.end();
  }

  async #take(bytes: number): Promise<void> {
    if (this.#bytesPerSecond === Infinity) return;
    this.#refill();
    this.#tokens -= bytes;
    while (this.#tokens < 0) {
      await new Promise((resolve) =>
        setTimeout(resolve, Math.ceil((-this.#tokens * 1000) / this.#bytesPerSecond)),
      );
      this.#refill();
    }
  }

  #refill(): void {
    const now = performance.now();
    const more = Math.max(0, (now - this.#at) / 1000) * this.#bytesPerSecond;
    this.#tokens = Math.min(this.#bytesPerSecond * BURST_S, this.#tokens + more);
    this.#at = now;
  }
}

type Read = (at: number, bytes: number) => Promise<Uint8Array>;

/** Bytes of a file that were sent more than once, for each request that went on after another. */
export function sentTwice(log: readonly Sent[], name: string): number[] {
  const twice: number[] = [];
  let reached = 0;
  for (const { name: asked, start, sent } of log) {
    if (!asked.endsWith(name)) continue;
    if (reached > 0) twice.push(Math.max(0, reached - start));
    reached = Math.max(reached, start + sent);
  }
  return twice;
}
