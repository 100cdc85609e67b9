import { type AppError, fail, toAppError } from '../../domain/errors';
import type { Network } from '../line/network';
import { delayFor, pause, verdictOn } from '../line/retry';

/** A person waits for a plan: a few tries, and none that begins later than this. */
const TRIES = 4;
const LONGEST_WAIT_MS = 10_000;

/**
 * Asks again where a fault may pass, as long as a person would wait; what the server asks for is honoured, or told. Throws
 * `source/limited` where it has had enough of us.
 */
export async function patiently<T>(ask: () => Promise<T>, network: Network, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (thrown) {
      if (signal.aborted) throw signal.reason;
      const error = toAppError(thrown);
      const wait = delayFor(attempt, error, network.patience);
      if (attempt >= TRIES || verdictOn(error) !== 'again' || wait > LONGEST_WAIT_MS)
        return error.details['status'] === 429 ? limited(error) : Promise.reject(error);
      await pause(wait, signal);
    }
  }
}

/** A server that counts questions by internet address answers no more of them for now. */
export function limited(cause: AppError): never {
  return fail('source/limited', cause.details, cause);
}
