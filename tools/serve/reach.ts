/** Where people reach a server, and what of its certificate would keep them from it: in words for the terminal. */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Certificate } from './certificate';

/** `host` and `port` as listened on; `base` as in tools/base.mjs. */
export type Place = { host: string; port: number; base?: string; certificate: Certificate | null };

const EVERYWHERE = ['0.0.0.0', '::'];
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Addresses to type into a browser, the best first; never empty. An address that stands for all of them is none. */
export function reachable(place: Place, here: readonly string[] = ownAddresses()): string[] {
  const { host, port, base = '', certificate } = place;
  const scheme = certificate ? 'https' : 'http';
  return hostsOf(host, certificate, here).map(
    (name) => `${scheme}://${isIP(name) === 6 ? `[${name}]` : name}:${port}${base}/`,
  );
}

function hostsOf(host: string, certificate: Certificate | null, here: readonly string[]): string[] {
  if (LOOPBACK.includes(host)) return ['localhost'];
  if (!EVERYWHERE.includes(host)) return [host];
  // A device that trusts the certificate gets in by the names in it, and by no other.
  const named = (certificate ? namesOf(certificate) : []).filter(
    (name) => !isIP(name) || here.includes(name),
  );
  if (named.length > 0) return named;
  return here.length > 0 ? [...here] : ['localhost'];
}

/** What devices would refuse about the certificate, none where all is well. `now` in ms. */
export function certificateFaults(
  { host, certificate }: Place,
  here: readonly string[] = ownAddresses(),
  now = Date.now(),
): string[] {
  if (!certificate) return [];
  const { validFrom, validTo } = new X509Certificate(certificate.cert);
  const day = (text: string) => new Date(text).toISOString().slice(0, 10);
  const faults = [];
  if (now > Date.parse(validTo))
    faults.push(`The certificate was good until ${day(validTo)}: devices refuse it. ${NEW_ONE}`);
  if (now < Date.parse(validFrom))
    faults.push(
      `The certificate is good from ${day(validFrom)} on, and this machine's clock says ${day(new Date(now).toISOString())}: one of the two is wrong.`,
    );
  const elsewhere = otherHosts(host, namesOf(certificate), here);
  return elsewhere === null ? faults : [...faults, elsewhere];
}

const NEW_ONE =
  'Make another into a new folder (npm run certificate), and put its ca.pem on the devices in place of the old one.';

/** Null where the server can be met under a name of its certificate. */
function otherHosts(host: string, names: readonly string[], here: readonly string[]): string | null {
  const good = `The certificate is for ${names.join(', ')}`;
  if (LOOPBACK.includes(host))
    return names.some((name) => LOOPBACK.includes(name))
      ? null
      : `${good}, but only this machine can reach the server: add --host 0.0.0.0.`;
  const addresses = names.filter((name) => isIP(name));
  if (EVERYWHERE.includes(host)) {
    if (addresses.length === 0 || addresses.some((name) => here.includes(name))) return null;
    return `${good}; this machine has ${here.join(', ') || 'no address in a network'}. Give it that address, or make a certificate for the one it has.`;
  }
  // Which address a name leads to only the network knows.
  return names.includes(host) || (isIP(host) && addresses.length < names.length)
    ? null
    : `${good}, not for ${host}: devices refuse it there.`;
}

/** Host names and addresses that a certificate is good for. */
function namesOf({ cert }: Certificate): string[] {
  const listed = new X509Certificate(cert).subjectAltName ?? '';
  return [...listed.matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map(([, name = '']) => plainAddress(name));
}

/** An IPv6 address as the system writes it; certificates spell out its zeros. */
function plainAddress(name: string): string {
  return isIP(name) === 6 ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name;
}

/** Addresses by which other machines can reach this one: IPv4 first, and no IPv6 that is good on one link only. */
function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const outside = all.filter(({ internal, address }) => !internal && !address.startsWith('fe80'));
  const ofFamily = (family: string) => outside.filter((each) => each.family === family);
  return [...ofFamily('IPv4'), ...ofFamily('IPv6')].map(({ address }) => address);
}
