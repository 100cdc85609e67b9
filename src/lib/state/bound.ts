import type { Begin, PacksWorker } from './downloads.svelte';
import { SpeedLimit } from './speedLimit';

/** The bound of speed that a person has chosen, over whatever fetches: downloads, and repairs that nobody asked for. */
export class Bound {
  #bytesPerSecond: number | null = null;
  #downloads: readonly PacksWorker[] = [];
  readonly #repairs: PacksWorker[] = [];
  readonly #limit = new SpeedLimit<PacksWorker>();

  constructor(private readonly report: (thrown: unknown) => void) {}

  /** `running` names the worker of each download that runs. */
  choose(bytesPerSecond: number | null, running: readonly PacksWorker[]): void {
    this.#bytesPerSecond = bytesPerSecond;
    this.#downloads = running;
    this.share();
  }

  /** The same repair, which has its part of the bound for as long as it runs. */
  over(worker: PacksWorker, repair: Begin): Begin {
    const { share } = this;
    const repairs = this.#repairs;
    return async function* (signal) {
      repairs.push(worker);
      share();
      try {
        return yield* repair(signal);
      } finally {
        repairs.splice(repairs.indexOf(worker), 1);
        share();
      }
    };
  }

  private readonly share = (): void => {
    this.#limit.share(this.#bytesPerSecond, [...this.#downloads, ...this.#repairs], (worker, part) => {
      worker.call('limit', { bytesPerSecond: part }).catch(this.report);
    });
  };
}
