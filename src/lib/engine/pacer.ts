import type { Alternative, TokenEvent } from '../domain/engine';

/** One display frame: more messages than that a second nobody sees. */
const FRAME_MS = 16;

/**
 * Joins deltas that come faster than a frame into one event, so that a fast engine does not flood the page. A delta
 * with alternatives goes alone, since they belong to one token.
 */
export class Pacer {
  #held = '';
  #last = -Infinity;
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  push(text: string, alternatives?: Alternative[]): TokenEvent | undefined {
    const now = this.#now();
    if (alternatives) {
      // Whatever was held belongs to earlier tokens: a request has alternatives throughout, up to a place, or never.
      this.#last = now;
      return { kind: 'delta', text: this.#take() + text, alternatives };
    }
    this.#held += text;
    if (now - this.#last < FRAME_MS) return undefined;
    this.#last = now;
    return this.flush();
  }

  flush(more = ''): TokenEvent | undefined {
    const text = this.#take() + more;
    return text === '' ? undefined : { kind: 'delta', text };
  }

  #take(): string {
    const text = this.#held;
    this.#held = '';
    return text;
  }
}
