import { extname } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
  // A model library: an opaque file here, unpacked by the worker that loads it, so no Content-Encoding.
  '.gz': 'application/gzip',
};

export const BINARY = 'application/octet-stream';

export function contentType(path: string): string {
  return TYPES[extname(path).toLowerCase()] ?? BINARY;
}

export function compresses(type: string): boolean {
  return /^text\/|json|javascript|wasm|svg/.test(type);
}
