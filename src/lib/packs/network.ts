import type { Digest } from '../domain/digest';
import { PATIENCE, type Patience } from './retry';
import type { Fetch } from './source';

/** What a download needs of the world; tests pass their own. */
export type Network = { fetch: Fetch; patience: Patience };

export function network(patience: Partial<Patience> = {}): Network {
  return { fetch: (url, init) => fetch(url, init), patience: { ...PATIENCE, ...patience } };
}

/** Every base address serves blobs under their digest. */
export function blobUrl(baseUrl: string, sha256: Digest): string {
  return `${baseUrl.replace(/\/+$/, '')}/blobs/${sha256}`;
}

/** A licence may be an HTML file; nothing else may begin like one. */
export function isWebPageFile(path: string): boolean {
  return /\.x?html?$/i.test(path);
}
