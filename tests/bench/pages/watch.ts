/** Runs in the page before its own scripts: says when text came on screen, and which tasks were long. */
import { clock, NULL_CHANNEL, type NullMessage } from '../../fakes/null-tokens';

export type Seen = { at: number; characters: number };
export type LongTask = { at: number; ms: number };

const BARE = 'bench-bare';

class Watch {
  seen: Seen[] = [];
  tasks: LongTask[] = [];
  /** One list for each answer that has ended. */
  sent: NullMessage[][] = [];
  #looking: MutationObserver | undefined;
  #heard = () => {};

  constructor() {
    new BroadcastChannel(NULL_CHANNEL).addEventListener('message', ({ data }) => {
      this.sent.push(data as NullMessage[]);
      this.#heard();
    });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        this.tasks.push({ at: performance.timeOrigin + startTime, ms: duration });
    }).observe({ type: 'longtask' });
  }

  reset(): void {
    this.seen = [];
    this.tasks = [];
    this.sent = [];
  }

  /** Resolves once so many answers have ended. Nothing is polled: the page is left alone while it is measured. */
  answered(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#heard = () => {
        if (this.sent.length >= count) resolve();
      };
      this.#heard();
    });
  }

  /** Notes each growth of the text being streamed: the callback runs right after the change, before anything is drawn. */
  look(): void {
    this.#looking ??= new MutationObserver(() => {
      const at = clock();
      const text = document.querySelector('.cursor')?.parentElement ?? document.getElementById(BARE);
      const characters = text?.textContent.trim().length ?? 0;
      if (characters !== this.seen.at(-1)?.characters) this.seen.push({ at, characters });
    });
    this.#looking.observe(document, { subtree: true, childList: true, characterData: true });
  }

  /** The same words with nothing between: a worker's message, put into a paragraph. */
  bare(script: string): void {
    document.getElementById(BARE)?.remove();
    const paragraph = document.createElement('p');
    paragraph.id = BARE;
    document.querySelector('main')?.append(paragraph);
    let text = '';
    new Worker(script, { type: 'module' }).onmessage = ({ data }) => {
      text += data as string;
      paragraph.textContent = text;
    };
  }
}

declare global {
  interface Window {
    watch: Watch;
  }
}
window.watch = new Watch();
