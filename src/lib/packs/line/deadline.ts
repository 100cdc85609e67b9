import { appError } from '../../domain/errors';

/**
 * Runs `work` with a signal that also fires after `ms`, as `source/stalled`: who sends a few bytes for ever, each in
 * time for the stall watch, ends here.
 */
export async function withDeadline<T>(
  outer: AbortSignal,
  ms: number,
  host: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const follow = () => controller.abort(outer.reason);
  if (outer.aborted) follow();
  outer.addEventListener('abort', follow);
  const late = () => controller.abort(appError('source/stalled', { host, seconds: ms / 1000 }));
  const timer = setTimeout(late, ms);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', follow);
  }
}
