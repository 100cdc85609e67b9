import type { Digest } from '../../domain/digest';
import { lostHosts, type LostHosts } from './lost-hosts';
import { type Pace, pace } from './pace';
import { PATIENCE, type Patience } from './retry';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a download needs of the world; tests pass their own. `pace` and `hosts` are shared by all downloads of a worker. */
export type Network = { fetch: Fetch; patience: Patience; pace: Pace; hosts: LostHosts };

export function network(patience: Partial<Patience> = {}): Network {
  return {
    fetch: (url, init) => fetch(url, init),
    patience: { ...PATIENCE, ...patience },
    pace: pace(),
    hosts: lostHosts(),
  };
}

/** Every base address serves blobs under their digest. */
export function blobUrl(baseUrl: string, sha256: Digest): string {
  return `${baseUrl.replace(/\/+$/, '')}/blobs/${sha256}`;
}

/** A licence may be an HTML file; nothing else may begin like one. */
export function isWebPageFile(path: string): boolean {
  return /\.x?html?$/i.test(path);
}
