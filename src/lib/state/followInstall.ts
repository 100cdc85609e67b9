import { errorShape, isAbort, toAppError } from '../domain/errors';
import type { InstallEvent, InstallResult, InstallState } from '../domain/install';
import { Rate } from './rate';

/**
 * Runs one installation and tells `show` how it stands, with speed and time left; `healed` hears of damaged chunks that
 * were fetched again. True if the pack is installed.
 * Failures and pauses are states, not exceptions.
 */
export async function followInstall(
  begin: (signal: AbortSignal) => AsyncGenerator<InstallEvent, InstallResult, void>,
  signal: AbortSignal,
  show: (state: InstallState) => void,
  healed: (chunks: number) => void = () => {},
): Promise<boolean> {
  const rate = new Rate();
  let heldBytes = 0;
  let totalBytes = 0;
  let following = false;
  show({ kind: 'planning' });

  const running = () => {
    rate.add(performance.now(), heldBytes);
    const { bytesPerSecond } = rate;
    const secondsLeft = bytesPerSecond ? (totalBytes - heldBytes) / bytesPerSecond : null;
    show({ kind: 'running', heldBytes, totalBytes, bytesPerSecond, secondsLeft, following });
  };

  try {
    const events = begin(signal);
    for (;;) {
      const step = await events.next();
      if (step.done) {
        if (step.value.kind === 'cancelled') show({ kind: 'paused', heldBytes, totalBytes });
        return step.value.kind === 'installed';
      }
      const event = step.value;
      if (event.kind === 'plan' || event.kind === 'progress') {
        ({ heldBytes, totalBytes } = event);
        running();
      } else if (event.kind === 'following') {
        following = true;
        running();
      } else if (event.kind === 'healed') {
        healed(event.chunks);
      } else if (event.kind === 'waiting') {
        show({ kind: 'waiting', heldBytes, totalBytes, error: event.error, retryInMs: event.retryInMs });
      }
    }
  } catch (thrown) {
    if (isAbort(thrown)) show({ kind: 'paused', heldBytes, totalBytes });
    else show({ kind: 'failed', heldBytes, totalBytes, error: errorShape(toAppError(thrown)) });
    return false;
  }
}
