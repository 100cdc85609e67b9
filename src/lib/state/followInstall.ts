import { errorShape, isAbort, toAppError } from '../domain/errors';
import type { InstallEvent, InstallResult, InstallState } from '../domain/install';
import { Rate } from './rate';

const STEADY_MS = 20_000;
const QUIET_MS = 1000;

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
  const speed = new Rate();
  /** Over longer: what is left should not jump with every gust. */
  const steady = new Rate(STEADY_MS);
  let heldBytes = 0;
  let totalBytes = 0;
  let following = false;
  show({ kind: 'planning' });

  /** Bytes have come, and nothing else has been told since. */
  let flows = false;
  const tell = (state: InstallState) => {
    flows = false;
    show(state);
  };
  const running = () => {
    const now = performance.now();
    speed.add(now, heldBytes);
    steady.add(now, heldBytes);
    const { bytesPerSecond } = speed;
    const pace = bytesPerSecond ? steady.bytesPerSecond : null;
    const secondsLeft = pace ? (totalBytes - heldBytes) / pace : null;
    tell({ kind: 'running', heldBytes, totalBytes, bytesPerSecond, secondsLeft, following });
  };
  // A line that has gone quiet tells nothing; its speed is not what it was.
  const quiet = setInterval(() => {
    if (!flows) return;
    running();
    flows = true;
  }, QUIET_MS);

  try {
    const events = begin(signal);
    for (;;) {
      const step = await events.next();
      if (step.done) {
        if (step.value.kind === 'cancelled') tell({ kind: 'paused', heldBytes, totalBytes });
        return step.value.kind === 'installed';
      }
      const event = step.value;
      if (event.kind === 'plan' || event.kind === 'progress') {
        ({ heldBytes, totalBytes } = event);
        running();
        flows = event.kind === 'progress';
      } else if (event.kind === 'following') {
        following = !event.over;
        running();
      } else if (event.kind === 'healed') {
        healed(event.chunks);
      } else if (event.kind === 'waiting') {
        // The wait is no speed of the line.
        speed.clear();
        steady.clear();
        tell({ kind: 'waiting', heldBytes, totalBytes, error: event.error, retryInMs: event.retryInMs });
      }
    }
  } catch (thrown) {
    if (isAbort(thrown)) tell({ kind: 'paused', heldBytes, totalBytes });
    else tell({ kind: 'failed', heldBytes, totalBytes, error: errorShape(toAppError(thrown)) });
    return false;
  } finally {
    clearInterval(quiet);
  }
}
