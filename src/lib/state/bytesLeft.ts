import type { Shard } from '../domain/pack';

/** A file that the other device has asked for, and how far it was sent. */
type Asked = { path: string; position: number; bytes: number };

/**
 * Bytes that the other device has still to get of a pack. It asks for small files first, so those that it has not asked
 * for and that are smaller than the largest it did are there already.
 */
export function bytesLeft(shards: readonly Pick<Shard, 'path' | 'bytes'>[], asked: readonly Asked[]): number {
  const positions = new Map(asked.map(({ path, position }) => [path, position]));
  const largest = Math.max(0, ...asked.map(({ bytes }) => bytes));
  return shards.reduce((sum, { path, bytes }) => {
    const position = positions.get(path) ?? (bytes < largest ? bytes : 0);
    return sum + bytes - position;
  }, 0);
}
