import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HubContent } from './hub-content';
import type { HubFault, HubLogged } from './hub-server';
import { roomIn } from './room-in';

/** A request for a file of the fake hub, with what is to go wrong in the answer. */
export type Sending = {
  request: IncomingMessage;
  response: ServerResponse;
  fault: HubFault | undefined;
  logged: HubLogged;
};

const STEP = 256 * 1024;
/** A line that will break is slow before it does: what a busy browser has not taken by then is lost with it. */
const LAST_BYTES = 2 * 1024 * 1024;

/** The file, or the range of it that is asked for. */
export async function send(content: HubContent, etag: string, { request, response, fault, logged }: Sending) {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(asked?.[1] ?? 0);
  const end = asked?.[2] ? Math.min(content.bytes, Number(asked[2]) + 1) : content.bytes;
  if (asked && start >= content.bytes)
    return void response.writeHead(416, { 'Content-Range': `bytes */${content.bytes}` }).end();
  if (asked) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${content.bytes}`);
  response.writeHead(asked ? 206 : 200, { 'Content-Length': end - start, ETag: etag });
  const stop = Math.min(end, start + (fault?.cutAt ?? Infinity));
  const rateAt = (at: number) =>
    fault?.rate && stop < end && at > stop - LAST_BYTES ? fault.rate / 10 : fault?.rate;
  let at = start;
  while (at < stop && !response.destroyed) {
    const rate = rateAt(at);
    const step = rate ? Math.max(1, Math.floor(rate / 10)) : STEP;
    const piece = Uint8Array.from(await content.read(at, Math.min(stop, at + step)));
    const flipped = fault?.flip ? start : fault?.flipAt;
    if (flipped !== undefined && flipped >= at && flipped < at + piece.length)
      piece[flipped - at] = (piece[flipped - at] ?? 0) ^ 1;
    logged.sent += piece.length;
    at += piece.length;
    const room = response.write(piece);
    if (rate) await new Promise((resolve) => setTimeout(resolve, (1000 * piece.length) / rate));
    else if (!room) await roomIn(response);
  }
  if (fault?.cutAt === undefined) return void response.end();
  // Let what was written leave this machine before the line goes dead.
  await new Promise((resolve) => setTimeout(resolve, 50));
  request.socket.destroy();
}
