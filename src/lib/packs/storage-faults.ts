import { AppError, appError, isAbort } from '../domain/errors';

/** What a browser throws when a write to its storage fails -> our error. */
export function writeFault(thrown: unknown): Error {
  if (thrown instanceof AppError || isAbort(thrown)) return thrown as Error;
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'QuotaExceededError') return appError('storage/quota', {}, thrown);
  if (name === 'NoModificationAllowedError') return appError('storage/busy', {}, thrown);
  return appError('storage/write-failed', { reason: name || String(thrown) }, thrown);
}

export function isNotFound(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'NotFoundError';
}
