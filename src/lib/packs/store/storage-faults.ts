import { AppError, appError, isAbort } from '../../domain/errors';

/** What a browser throws when a write to its storage fails -> our error. */
export function writeFault(thrown: unknown): Error {
  if (thrown instanceof AppError || isAbort(thrown)) return thrown as Error;
  if (isQuota(thrown)) return appError('storage/quota', {}, thrown);
  if (isBusy(thrown)) return appError('storage/busy', {}, thrown);
  const reason = thrown instanceof Error ? thrown.name : String(thrown);
  return appError('storage/write-failed', { reason }, thrown);
}

/** Named in the same way whether a DOMException or, in newer browsers, a class of its own. */
export function isQuota(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'QuotaExceededError';
}

/** Somebody else has the file open. */
export function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'NoModificationAllowedError';
}

export function isNotFound(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'NotFoundError';
}

/** The file has changed since a reference to it was taken. */
export function isStale(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'NotReadableError';
}
