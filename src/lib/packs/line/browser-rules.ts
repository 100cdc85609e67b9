/**
 * What browsers do not let a page ask, whatever the server would say. Both look like a server that is switched off, so a
 * person would look for the fault in the wrong place. Seen in Chromium 156 (a worker, https page): plain http to another
 * machine is refused even where its address is a local one and permission was given; https to a local address waits for the
 * person's permission, and is refused without.
 */
import { fail } from '../../domain/errors';
import { isLocalIpv4 } from '../../domain/local-ipv4';

type Place = { hostname: string; protocol: string };

/** This machine itself, which may be asked over http from anywhere. `hostname` as URL writes it. */
function isThisMachine(hostname: string): boolean {
  return /^(?:127(?:\.\d+){3}|\[::1\]|(?:.+\.)?localhost)$/.test(hostname);
}

/** Addresses of RFC 1918, 3927, 4193, 4291 and 6598, and names of multicast DNS. Other names may be local too: a page cannot see it. */
export function isLocalAddress(hostname: string): boolean {
  if (isThisMachine(hostname) || /\.local$/.test(hostname)) return true;
  if (/^\[(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(hostname)) return true;
  const [a, b] = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(hostname)?.slice(1).map(Number) ?? [];
  return a !== undefined && b !== undefined && isLocalIpv4(a, b);
}

/** Throws `source/insecure` where the app came over https and `url` is plain http. */
export function refuseInsecure(url: URL, page: Place | undefined = globalThis.location): void {
  if (page?.protocol === 'https:' && url.protocol === 'http:' && !isThisMachine(url.hostname))
    fail('source/insecure', { host: url.host });
}

/** A request that got no answer. Throws `source/local-network` where the browser was not allowed to ask, else `source/unreachable`. */
export async function unreached(
  url: URL,
  cause: unknown,
  page: Place | undefined = globalThis.location,
): Promise<never> {
  const { host, hostname } = url;
  const outward = page !== undefined && !isLocalAddress(page.hostname);
  if (outward && isLocalAddress(hostname) && (await isForbidden()))
    return fail('source/local-network', { host }, cause);
  return fail('source/unreachable', { host }, cause);
}

/** False where the browser knows no such permission. */
async function isForbidden(): Promise<boolean> {
  try {
    // Newer than the types.
    const name = 'local-network-access' as PermissionName;
    return (await navigator.permissions.query({ name })).state !== 'granted';
  } catch (thrown) {
    if (thrown instanceof TypeError) return false;
    throw thrown;
  }
}
