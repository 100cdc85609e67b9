import type { HubSource, Shard, Source } from '../../domain/pack';
import { blobUrl } from '../line/network';
import type { Supply } from './supply';

/**
 * Where each file of a pack is served, in the order to ask: at its source, at the mirrors, and a library, which every
 * deployment ships, at this site too. A pack that came from a file or a peer has only the latter two.
 */
export function networkSupply(source: Source, mirrors: readonly string[]): Supply & { kind: 'network' } {
  const addresses = (shard: Shard) => [
    ...new Set([
      ...atSource(source, shard),
      ...mirrors.map((base) => blobUrl(base, shard.sha256)),
      ...(shard.role === 'library' ? [blobUrl(sitePacks(), shard.sha256)] : []),
    ]),
  ];
  return { kind: 'network', addresses, ...(source.kind === 'hub' ? { hosts: source.hosts } : {}) };
}

function atSource(source: Source, shard: Shard): string[] {
  if (source.kind === 'site' || source.kind === 'mirror') return [blobUrl(source.baseUrl, shard.sha256)];
  if (source.kind !== 'hub') return [];
  const elsewhere = source.elsewhere.find(({ path }) => path === shard.path);
  return [elsewhere?.url ?? hubUrl(source, shard.path)];
}

/** `path` is a plain path: its parts may hold spaces and `#`, which an address may not. */
export function hubUrl({ endpoint, repo, revision }: HubSource, path: string): string {
  return `${endpoint}/${repo}/resolve/${revision}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** The packs of the site that served this worker, which may lie below a sub-path. */
export function sitePacks(): string {
  const { origin, pathname } = globalThis.location;
  const base = /^(.*?)\/(?:_app|src\/lib)\//.exec(pathname)?.[1] ?? '';
  return `${origin}${base}/packs`;
}
