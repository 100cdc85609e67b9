import { MIB } from '../../domain/bytes';
import { type AppError, appError, fail } from '../../domain/errors';
import { freeRemoved } from './remove';
import type { PackStore } from '../store/store';

/** For records and file system blocks. */
const HEADROOM = 4 * MIB;

/**
 * Throws `storage/quota` with `needed` and `available`, in bytes, if there is not enough room for so many more. What was
 * removed goes for good before that.
 */
export async function checkRoom(store: PackStore, bytes: number): Promise<void> {
  if (bytes <= 0) return;
  const needed = bytes + HEADROOM;
  let available = await store.room(needed);
  if (available < needed && (await freeRemoved(store)) > 0) available = await store.room(needed);
  if (available < needed) fail('storage/quota', { needed, available });
}

/** Of `bytes` that are to come, as many as have room. */
export async function roomBeside(store: PackStore, bytes: number): Promise<number> {
  return Math.max(0, (await store.room(bytes + HEADROOM)) - HEADROOM);
}

/** A write was refused for want of room: the same error, with the figures that a person needs. */
export async function withFigures(
  store: PackStore,
  error: AppError,
  stillToFetch: number,
): Promise<AppError> {
  if (error.code !== 'storage/quota' || 'needed' in error.details) return error;
  const needed = stillToFetch + HEADROOM;
  return appError('storage/quota', { needed, available: await store.room(needed) }, error);
}
