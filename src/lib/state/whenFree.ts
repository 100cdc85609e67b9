import { toAppError } from '../domain/errors';

const TRIES = 20;
const PAUSE_MS = 100;

/** Does `work`, for two seconds again while the pack is in use: another tab lets go of it when it hears that it must. */
export async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      return await work();
    } catch (thrown) {
      if (left === 0 || toAppError(thrown).code !== 'pack/in-use') throw thrown;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
