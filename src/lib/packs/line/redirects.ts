/**
 * True if a request for `from` may end at `to`: on the same origin, or at a listed host, and never on http where it
 * began on https. A listed host is exact (`name`, `name:port`), or `*.name` for every host below that name.
 */
export function mayGoOnTo(from: URL, to: URL, hosts: readonly string[]): boolean {
  if (to.origin === from.origin) return true;
  if (to.protocol !== 'https:' && to.protocol !== from.protocol) return false;
  return hosts.some((listed) => isListed(to.host, listed.toLowerCase()));
}

/** Both in lower case; `host` with its port, where that is not the protocol's own. */
function isListed(host: string, listed: string): boolean {
  return listed.startsWith('*.') ? host.endsWith(listed.slice(1)) : host === listed;
}
