import type { PackId, Source } from '../domain/pack';

/** What the queue decides by. */
export type Waiting = { packId: PackId; source: Source['kind']; paused: boolean; failed: boolean };

/** Files and devices at hand need no network and no turn. */
export function atHand(source: Source['kind']): boolean {
  return source === 'archive' || source === 'file' || source === 'folder' || source === 'peer';
}

/** Which downloads run now: the first `atOnce` in order that may, none from a network that is held, all that is at hand. */
export function turnsOf(queue: readonly Waiting[], atOnce: number, held: boolean): Set<PackId> {
  const may = queue.filter(({ paused, failed }) => !paused && !failed);
  const fetched = may.filter(({ source }) => !atHand(source));
  const first = held ? [] : fetched.slice(0, atOnce);
  return new Set([...first, ...may.filter(({ source }) => atHand(source))].map(({ packId }) => packId));
}

/** `queue` with `packId` moved by `by` places, as far as there are places. */
export function moved<T extends { packId: PackId }>(queue: readonly T[], packId: PackId, by: number): T[] {
  const from = queue.findIndex((one) => one.packId === packId);
  const rest = queue.toSpliced(from, 1);
  const one = queue[from];
  if (!one) return [...queue];
  return rest.toSpliced(Math.min(rest.length, Math.max(0, from + by)), 0, one);
}

/** `queue` in the order that was recorded; what the record does not name comes last, as it was. */
export function inOrder<T extends { packId: PackId }>(queue: readonly T[], order: readonly PackId[]): T[] {
  const place = ({ packId }: T) => {
    const at = order.indexOf(packId);
    return at < 0 ? order.length : at;
  };
  return [...queue].sort((a, b) => place(a) - place(b));
}
