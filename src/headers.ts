/**
 * Every HTTP header that the app relies on, in one table: used by the dev and preview servers, by `npm start`,
 * by the service worker for what it serves from its cache, and to write the `_headers` file for static hosts.
 *
 * A meta CSP does not reach workers, so the engines' "no network" policy must come as a response header.
 */
export type Headers = Record<string, string>;

const EVERYWHERE: Headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
};

/** Worker name (its file in src/lib/workers) -> policy. */
export const WORKER_POLICIES = {
  /** Sees the user's text: no fetch, no socket, no nested worker. */
  'gpu-engine':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'; worker-src 'none'",
  /** Sees the user's text: wllama starts a blob worker and reads its wasm from a blob URL; nothing else. */
  'cpu-engine':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; connect-src blob:",
  /** Fetches model bytes and never sees the user's text. */
  packs: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  /** A thread of the worker that keeps packs: it is handed bytes, and gives digests. */
  hash: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'; worker-src 'none'",
  /** The same for hubs and mirrors, started only once a person has chosen one: it may ask any host. */
  sources: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' https: http:",
} as const;

/**
 * `/_app/immutable/workers/gpu-engine-<hash>.js` in a build, `/src/lib/workers/gpu-engine.ts` in development. Names are
 * spelt out: a hash may hold a hyphen too, so a pattern could not tell where a name ends.
 */
const WORKER_PATH = new RegExp(
  `/workers/(${Object.keys(WORKER_POLICIES).join('|')})(?:-[\\w-]+\\.js|\\.ts)$`,
);

export function workerName(pathname: string): keyof typeof WORKER_POLICIES | undefined {
  return WORKER_PATH.exec(pathname)?.[1] as keyof typeof WORKER_POLICIES | undefined;
}

export function headersFor(pathname: string): Headers {
  const worker = workerName(pathname);
  return worker ? { ...EVERYWHERE, 'Content-Security-Policy': WORKER_POLICIES[worker] } : EVERYWHERE;
}
