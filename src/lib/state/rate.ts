/** Speed of a transfer over the last few seconds, from (time, bytes) samples: steady enough to plan by. */
export class Rate {
  #window: { at: number; bytes: number }[] = [];

  constructor(private readonly windowMs = 5000) {}

  /**
   * `at` in ms of a monotonic clock, `bytes` held in all. After a silence longer than the window (a line that was down, a
   * device that slept) it begins afresh: what was slow is over, and says nothing of what is left.
   */
  add(at: number, bytes: number): void {
    const last = this.#window.at(-1);
    if (last && at - last.at > this.windowMs) this.#window = [];
    this.#window.push({ at, bytes });
    while (this.#window.length > 2 && at - (this.#window[0]?.at ?? at) > this.windowMs) this.#window.shift();
  }

  /** What came until now was not on its way, or is not any more. */
  clear(): void {
    this.#window = [];
  }

  /** Bytes per second, or null before a second of samples. */
  get bytesPerSecond(): number | null {
    const first = this.#window[0];
    const last = this.#window.at(-1);
    if (!first || !last || last.at - first.at < 1000) return null;
    return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.at - first.at));
  }
}
