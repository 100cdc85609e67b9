/** One bound over several workers: each has as much of it as it has downloads. */
export class SpeedLimit<W extends object> {
  readonly #last = new Map<W, number | null>();

  /** `running` names the worker of each download that runs. What a worker was told already is not told again. */
  share(
    bytesPerSecond: number | null,
    running: readonly W[],
    tell: (worker: W, part: number | null) => void,
  ): void {
    for (const worker of new Set(running)) {
      const downloads = running.filter((one) => one === worker).length;
      const part =
        bytesPerSecond === null
          ? null
          : Math.max(1, Math.floor((bytesPerSecond * downloads) / running.length));
      if (this.#last.get(worker) === part || (part === null && !this.#last.has(worker))) continue;
      this.#last.set(worker, part);
      tell(worker, part);
    }
  }
}
