/**
 * True for IPv4 addresses that can only be met on the same network, by their first two bytes: RFC 1918, link-local
 * (RFC 3927) and shared (RFC 6598).
 */
export function isLocalIpv4(a: number, b: number): boolean {
  return (
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  );
}
