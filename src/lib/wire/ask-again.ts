const TRIES = 3;
const PAUSE_MS = 300;

/**
 * Asks for code of the app, or what belongs to it, and again where no answer came: a service worker that the browser
 * ended in mid-answer, a line that broke. Throws the last refusal.
 */
export async function askAgain<T>(ask: () => Promise<T>, pauseMs = PAUSE_MS): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await ask();
    } catch (thrown) {
      if (failures > TRIES) throw thrown;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs * failures));
  }
}
