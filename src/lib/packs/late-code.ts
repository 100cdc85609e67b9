import { fail } from '../domain/errors';

/** Code that is loaded when it is first needed. Where it cannot be had, the app is not saved on this device yet, and the network went away. */
export async function loaded<T>(code: Promise<T>): Promise<T> {
  try {
    return await code;
  } catch (cause) {
    return fail('source/unreachable', { host: globalThis.location.host }, cause);
  }
}
