/** Rejects `bitten` when `feed` was not called for `ms`. */
export class Watchdog {
  readonly bitten: Promise<never>;
  #bite: (error: Error) => void = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #ms: number;
  readonly #error: () => Error;

  constructor(ms: number, error: () => Error) {
    this.#ms = ms;
    this.#error = error;
    this.bitten = new Promise((_, reject) => (this.#bite = reject));
    this.bitten.catch(() => {}); // a dog that bites after the race has ended is nobody's error
    this.feed();
  }

  feed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#bite(this.#error()), this.#ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
