import { MIB } from '../domain/bytes';
import { type AppError, appError, fail } from '../domain/errors';

/** Records, file system blocks, and what the browser counts beyond our bytes. */
const HEADROOM = 4 * MIB;

/** Throws `storage/quota` with `needed` and `available` in bytes, if the browser says that there is not enough room. */
export async function checkRoom(bytes: number): Promise<void> {
  if (bytes <= 0) return;
  const available = await availableBytes();
  const needed = bytes + HEADROOM;
  if (available !== null && needed > available) fail('storage/quota', { needed, available });
}

/** A write was refused for want of room: the same error, with the figures that a person needs. */
export async function withFigures(error: AppError, stillToFetch: number): Promise<AppError> {
  if (error.code !== 'storage/quota' || 'needed' in error.details) return error;
  return appError(
    'storage/quota',
    { needed: stillToFetch + HEADROOM, available: await availableBytes() },
    error,
  );
}

/** Null where the browser does not tell. */
async function availableBytes(): Promise<number | null> {
  const estimate = await navigator.storage?.estimate?.();
  if (estimate?.quota === undefined || estimate.usage === undefined) return null;
  return Math.max(0, estimate.quota - estimate.usage);
}
