import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { parseRange } from './range';

export type SentFile = { path: string; size: number; etag: string; type: string; cacheControl: string };

export const IMMUTABLE = 'public, max-age=31536000, immutable';
export const REVALIDATE = 'no-cache';

/** Sends a file, or the part of it that `Range` asks for, or 304 where the browser has it. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: SentFile,
): Promise<void> {
  response.setHeader('Content-Type', file.type);
  response.setHeader('Cache-Control', file.cacheControl);
  response.setHeader('ETag', file.etag);
  response.setHeader('Accept-Ranges', 'bytes');
  if (matches(request.headers['if-none-match'], file.etag)) return end(response, 304);
  const condition = request.headers['if-range'];
  const asked = condition === undefined || condition === file.etag ? request.headers.range : undefined;
  const range = parseRange(asked, file.size);
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${file.size}`);
    return end(response, 416);
  }
  const { start, end: last } = range ?? { start: 0, end: file.size - 1 };
  if (range) response.setHeader('Content-Range', `bytes ${start}-${last}/${file.size}`);
  response.setHeader('Content-Length', last - start + 1);
  response.statusCode = range ? 206 : 200;
  if (request.method === 'HEAD' || file.size === 0) return void response.end();
  await stream(file.path, start, last, response);
}

export function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  headers: Record<string, string>,
  status = 200,
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status === 200 && matches(request.headers['if-none-match'], headers['ETag'])) return end(response, 304);
  response.setHeader('Content-Length', body.length);
  response.statusCode = status;
  response.end(request.method === 'HEAD' ? undefined : body);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(`${text}\n`);
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

function matches(header: string | undefined, etag: string | undefined): boolean {
  if (header === undefined || etag === undefined) return false;
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));
}

async function stream(path: string, start: number, end: number, response: ServerResponse): Promise<void> {
  try {
    await pipeline(createReadStream(path, { start, end, highWaterMark: 1 << 18 }), response);
  } catch (thrown) {
    // The other side went away: nobody is left to tell.
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    throw thrown;
  }
}
