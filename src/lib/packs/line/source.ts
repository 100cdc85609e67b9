import { MIB } from '../../domain/bytes';
import { AppError, appError, fail, isAbort } from '../../domain/errors';
import { looksLikeWebPage } from './web-page';
import type { Network } from './network';
import type { Pace } from './pace';
import { readAhead } from './read-ahead';
import { retryAfterMs } from './retry';
import { send } from './send';
import { stallWatch } from './stall';

export type RangeRequest = {
  url: string;
  /** First byte wanted. */
  offset: number;
  /** One past the last byte wanted: what comes after it is not read. */
  end: number;
  /** Set to ask for exactly this range; otherwise the server may send until the end of the file. */
  closed?: boolean;
  /** The strong validator that the bytes held so far came with. */
  etag?: string | undefined;
  /** The file is itself a web page, so it may look like one. */
  webPage: boolean;
  /** Where the server may send the request on to (redirects.ts). Absent: its own origin only. */
  hosts?: readonly string[] | undefined;
};

export type RangeResponse = {
  etag: string | undefined;
  /** False if the server has another version of the file than `etag` names, and sends it from its start. */
  sameVersion: boolean;
  /** Bytes from `offset` on, never beyond `end`; ends early if the server does. Throws `source/` errors and AbortError. */
  body: AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>;
  /** The size of the whole file as the headers tell it: no more than a hint on what went wrong. */
  claimedBytes: number | null;
  /** Ends the request, also where the body was never read. */
  close(): void;
};

/** The one fetch of model bytes: asks for a range and gives exactly the bytes wanted, whatever the server sends. */
export async function openRange(
  request: RangeRequest,
  { fetch, patience, pace }: Network,
  signal: AbortSignal,
): Promise<RangeResponse> {
  const host = new URL(request.url).host;
  const watch = stallWatch(patience, signal, host);
  const headers: Record<string, string> = {
    Range: `bytes=${request.offset}-${request.closed ? request.end - 1 : ''}`,
  };
  // To another origin If-Range would need a preflight; there the digest alone notices a change.
  const sameOrigin = new URL(request.url).origin === globalThis.location?.origin;
  if (request.etag && request.offset > 0 && sameOrigin) headers['If-Range'] = request.etag;
  const response = await watch.during(send({ ...request, headers }, fetch, watch.signal));

  if (response.status !== 200 && response.status !== 206) {
    watch.abandon();
    fail(response.status === 416 ? 'source/too-short' : 'source/http-status', {
      status: response.status,
      retryAfterMs: retryAfterMs(response.headers.get('Retry-After'), Date.now()),
      host,
    });
  }
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('Content-Range') ?? '');
  // Without a readable Content-Range (another origin may hide it) a 206 is taken at its word; the digest decides.
  const start = response.status === 200 ? 0 : range ? Number(range[1]) : request.offset;
  if (start > request.offset) {
    watch.abandon();
    fail('source/http-status', { status: 206, problem: 'another range than asked for', host });
  }
  const etag = strong(response.headers.get('ETag'));
  const length = response.headers.get('Content-Length');
  return {
    etag,
    sameVersion: !request.etag || !etag || etag === request.etag,
    claimedBytes:
      range?.[2] && range[2] !== '*' ? Number(range[2]) : length === null ? null : start + Number(length),
    body: wantedBytes(response, request, start, watch, pace),
    close: () => watch.abandon(),
  };
}

type Watch = ReturnType<typeof stallWatch>;

/** What may wait in memory to be hashed and written, for each request. A fast line brings it in a fifth of a second. */
const AHEAD_BYTES = 4 * MIB;

function wantedBytes(
  response: Response,
  request: RangeRequest,
  start: number,
  watch: Watch,
  pace: Pace,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  return readAhead(received(response, request, start, watch, pace), AHEAD_BYTES, () => watch.abandon());
}

async function* received(
  response: Response,
  { url, offset, end, webPage }: RangeRequest,
  start: number,
  watch: Watch,
  pace: Pace,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const { host } = new URL(url);
  const reader = response.body?.getReader();
  let at = start;
  try {
    while (reader && at < end) {
      const { value, done } = await watch.during(reader.read());
      if (done) return;
      watch.count(value.length);
      if (at === 0 && !webPage && looksLikeWebPage(value)) fail('source/web-page', { host });
      for await (const part of pace.parts(value, watch.signal)) {
        // A server without Range sends the file from its start: what is held already is let pass.
        const from = Math.max(0, offset - at);
        const to = Math.min(part.length, end - at);
        at += part.length;
        if (from < to) yield part.subarray(from, to);
      }
    }
  } catch (cause) {
    if (isAbort(cause) || cause instanceof AppError) throw cause;
    throw appError('source/unreachable', { host }, cause);
  } finally {
    watch.abandon(); // closes the connection of a server that has more to say
  }
}

/** Real ones have 64 characters or so. A server may send as many as a header holds, and each is kept on record. */
const LONGEST_ETAG = 1000;

/** Weak validators do not promise the same bytes. */
function strong(etag: string | null): string | undefined {
  return etag && etag.length <= LONGEST_ETAG && !etag.startsWith('W/') ? etag : undefined;
}

/**
 * A small file, such as a catalogue, whole; `hosts` and `webPage` as in a RangeRequest. Throws `source/` errors,
 * `pack/manifest-too-large` beyond `maxBytes`.
 */
export async function fetchSmall(...asked: Parameters<typeof fetchPage>): Promise<Uint8Array> {
  return (await fetchPage(...asked)).bytes;
}

/** The same of an answer that comes in pages. `link`: its Link header (RFC 8288), null where there is none to be read. */
export async function fetchPage(
  url: string,
  maxBytes: number,
  { fetch, patience, pace }: Network,
  signal: AbortSignal,
  hosts?: readonly string[],
  webPage = false,
): Promise<{ bytes: Uint8Array; link: string | null }> {
  const host = new URL(url).host;
  const watch = stallWatch(patience, signal, host);
  const response = await watch.during(send({ url, headers: {}, hosts }, fetch, watch.signal));
  if (response.status !== 200) {
    watch.abandon();
    fail('source/http-status', {
      status: response.status,
      retryAfterMs: retryAfterMs(response.headers.get('Retry-After'), Date.now()),
      // Hubs say more than a status does, where the browser lets it be read.
      ...(response.headers.has('X-Error-Code')
        ? { answer: response.headers.get('X-Error-Code')?.slice(0, 60) ?? null }
        : {}),
      host,
    });
  }
  const request = { url, offset: 0, end: maxBytes + 1, webPage };
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const piece of wantedBytes(response, request, 0, watch, pace)) {
    pieces.push(piece);
    size += piece.length;
  }
  if (size > maxBytes) fail('pack/manifest-too-large', { limit: maxBytes });
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  return { bytes, link: response.headers.get('Link') };
}
