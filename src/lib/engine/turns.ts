import { fail } from '../domain/errors';

/** First in, first out, one at a time, with a bounded queue. */
export class Turns {
  readonly #maxWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /** Resolves with what ends the turn. Throws `engine/busy` where the queue is full, AbortError where `signal` aborts. */
  async take(signal?: AbortSignal): Promise<() => void> {
    if (signal?.aborted) throw new DOMException('aborted', 'AbortError');
    if (this.#taken) {
      if (this.#waiting.length >= this.#maxWaiting) fail('engine/busy', { waiting: this.#waiting.length });
      await this.#wait(signal);
    }
    this.#taken = true;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#taken = false;
    };
  }

  #wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        reject(new DOMException('aborted', 'AbortError'));
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(turn);
    });
  }
}
