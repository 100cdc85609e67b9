import { isStandIn, standardText } from '../../domain/licence-texts';
import type { HubSource, Shard, Source } from '../../domain/pack';
import { blobUrl } from '../line/network';
import type { Supply } from './supply';

/**
 * Where each file of a pack is served, in the order to ask: at its source, at the mirrors, and what every deployment
 * ships, libraries and the standard texts of licences, at this site too. A pack that came from a file or a peer has only
 * the latter two.
 */
export function networkSupply(source: Source, mirrors: readonly string[]): Supply & { kind: 'network' } {
  const addresses = (shard: Shard) => [
    ...new Set([
      ...(standardText(shard.sha256) ? [atSite(shard)] : []),
      ...atSource(source, shard),
      ...mirrors.map((base) => blobUrl(base, shard.sha256)),
      ...(shard.role === 'library' ? [atSite(shard)] : []),
    ]),
  ];
  return { kind: 'network', addresses, ...(source.kind === 'hub' ? { hosts: source.hosts } : {}) };
}

function atSource(source: Source, shard: Shard): string[] {
  if (source.kind === 'site' || source.kind === 'mirror') return [blobUrl(source.baseUrl, shard.sha256)];
  if (source.kind !== 'hub' || isStandIn(shard)) return [];
  const elsewhere = source.elsewhere.find(({ path }) => path === shard.path);
  return [elsewhere?.url ?? hubUrl(source, shard.path)];
}

/** `path` is a plain path: its parts may hold spaces and `#`, which an address may not. */
export function hubUrl({ endpoint, repo, revision }: HubSource, path: string): string {
  return `${endpoint}/${repo}/resolve/${revision}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** A file that this site ships: a standard text of a licence among the files of the app, the rest by its digest. */
export function atSite({ sha256 }: Pick<Shard, 'sha256'>): string {
  const text = standardText(sha256);
  return text ? `${siteRoot()}/${text.sitePath}` : blobUrl(`${siteRoot()}/packs`, sha256);
}

/** The site that served this worker, which may lie below a sub-path. */
function siteRoot(): string {
  const { origin, pathname } = globalThis.location;
  const base = /^(.*?)\/(?:_app|src\/lib)\//.exec(pathname)?.[1] ?? '';
  return `${origin}${base}`;
}
