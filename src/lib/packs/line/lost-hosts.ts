/** Milliseconds; after these a host is tried in its turn again. */
const LOST_MS = 300_000;

/**
 * Hosts that gave no answer lately. They are asked last, so that a hub out of reach is waited for once, and not at each of
 * the hundred files that a mirror in the room has too. Shared by all downloads of a worker.
 */
export type LostHosts = {
  lost(address: string): void;
  answered(address: string): void;
  /** The same addresses, those of lost hosts at the end. */
  inTurn(addresses: readonly string[]): string[];
};

export function lostHosts(now: () => number = () => performance.now()): LostHosts {
  const until = new Map<string, number>();
  const host = (address: string) => new URL(address).host;
  const isLost = (address: string) => (until.get(host(address)) ?? -Infinity) > now();
  return {
    lost: (address) => void until.set(host(address), now() + LOST_MS),
    answered: (address) => void until.delete(host(address)),
    inTurn: (addresses) => [
      ...addresses.filter((address) => !isLost(address)),
      ...addresses.filter((address) => isLost(address)),
    ],
  };
}
