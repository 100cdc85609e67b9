import { isLocalIpv4 } from '../domain/local-ipv4';

/**
 * Where a browser can be reached, as ICE host candidates name it: an IPv4 or IPv6 address, or the random name
 * `<uuid>.local` that browsers give instead while a page has no camera permission (mDNS, draft-ietf-mmusic-mdns-ice-candidates).
 */
export type Address = { kind: AddressKind; bytes: Uint8Array };
export type AddressKind = 'ipv4' | 'ipv6' | 'mdns';

export const ADDRESS_BYTES: Record<AddressKind, number> = { ipv4: 4, ipv6: 16, mdns: 16 };

const UUID_NAME = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\.local$/i;
const DOTTED = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** Undefined for what is none of the three. */
export function parseAddress(host: string): Address | undefined {
  const name = UUID_NAME.exec(host);
  if (name) {
    const hex = name.slice(1).join('');
    return { kind: 'mdns', bytes: Uint8Array.from({ length: 16 }, (_, at) => byteAt(hex, at)) };
  }
  const dotted = DOTTED.exec(host)?.slice(1).map(Number);
  if (dotted)
    return dotted.every((part) => part < 256) ? { kind: 'ipv4', bytes: Uint8Array.from(dotted) } : undefined;
  const groups = ipv6Groups(host);
  if (!groups) return undefined;
  return { kind: 'ipv6', bytes: Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255])) };
}

/** Made of hexadecimal digits, dots, colons and hyphens whatever the bytes are: in an SDP it can end no line. */
export function formatAddress({ kind, bytes }: Address): string {
  if (kind === 'ipv4') return bytes.join('.');
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (kind === 'ipv6') return hex.replace(/(....)(?!$)/g, '$1:');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}.local`;
}

/**
 * True for what can only be met on the same network: RFC 1918, link-local, shared (RFC 6598), unique local (RFC 4193) and
 * mDNS names. A code may name nothing else: it cannot make a browser knock at a machine on the internet.
 */
export function isLocal({ kind, bytes: [a = 0, b = 0] }: Address): boolean {
  if (kind === 'mdns') return true;
  if (kind === 'ipv6') return (a & 0xfe) === 0xfc || (a === 0xfe && (b & 0xc0) === 0x80);
  return isLocalIpv4(a, b);
}

function byteAt(hex: string, at: number): number {
  return parseInt(hex.slice(2 * at, 2 * at + 2), 16);
}

/** The eight groups of an IPv6 address in text, or undefined. Zones and embedded IPv4 are not local names that ICE gives. */
function ipv6Groups(host: string): number[] | undefined {
  if (!/^[0-9a-f:]{2,39}$/i.test(host)) return undefined;
  const halves = host.split('::');
  if (halves.length > 2) return undefined;
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = [...before, ...after];
  const missing = 8 - given.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  if (!given.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return [...before, ...Array<string>(missing).fill('0'), ...after].map((group) => parseInt(group, 16));
}
