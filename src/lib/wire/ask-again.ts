/** How often what did not arrive is asked for again, and after what pause, which grows with each. */
export const TRIES = 3;
export const PAUSE_MS = 300;

/**
 * Asks for code of the app, or what belongs to it, and again where no answer came: a service worker that the browser
 * ended in mid-answer, a line that broke. Throws the last refusal, and at once one that `mayPass` says no of.
 */
export async function askAgain<T>(
  ask: () => Promise<T>,
  {
    mayPass = () => true,
    pauseMs = PAUSE_MS,
  }: { mayPass?: (thrown: unknown) => boolean; pauseMs?: number } = {},
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await ask();
    } catch (thrown) {
      if (failures > TRIES || !mayPass(thrown)) throw thrown;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs * failures));
  }
}
