/** Speed of a transfer over the last few seconds, from (time, bytes) samples: steady enough to plan by. */
export class Rate {
  readonly #window: { at: number; bytes: number }[] = [];

  constructor(private readonly windowMs = 5000) {}

  /** `at` in ms of a monotonic clock, `bytes` held in all. */
  add(at: number, bytes: number): void {
    this.#window.push({ at, bytes });
    while (this.#window.length > 2 && at - (this.#window[0]?.at ?? at) > this.windowMs) this.#window.shift();
  }

  /** Bytes per second, or null before a second of samples. */
  get bytesPerSecond(): number | null {
    const first = this.#window[0];
    const last = this.#window.at(-1);
    if (!first || !last || last.at - first.at < 1000) return null;
    return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.at - first.at));
  }
}
