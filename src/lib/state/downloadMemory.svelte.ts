import type { PackId } from '../domain/pack';
import {
  DEFAULT_SETTINGS,
  loadDownloads,
  NO_DOWNLOADS,
  saveDownloads,
  type DownloadSettings,
  type DownloadsRecord,
} from './downloadsRecord';

/** What people chose about their downloads, in this tab or another: it outlives both. */
export class DownloadMemory {
  settings = $state.raw<DownloadSettings>(DEFAULT_SETTINGS);
  /** Paused by the person. */
  readonly paused = new Set<PackId>();
  /** The record that this tab's choices stand on. */
  #base: DownloadsRecord = NO_DOWNLOADS;
  #saving: Promise<unknown> = Promise.resolve();
  #changes = 0;

  /** Takes over what is on record, which is never older than what was changed here. Returns the order. */
  async recall(): Promise<readonly PackId[]> {
    for (;;) {
      const before = this.#changes;
      await this.#saving.catch(() => {}); // whoever saved hears of it
      const stored = (await loadDownloads()) ?? NO_DOWNLOADS;
      if (before !== this.#changes) continue;
      this.#base = stored;
      const { order, paused, ...settings } = stored;
      this.settings = settings;
      this.paused.clear();
      for (const packId of paused) this.paused.add(packId);
      return order;
    }
  }

  /** Records the choices as they are now, with `order`. */
  save(order: readonly PackId[]): Promise<void> {
    const base = this.#base;
    const paused = order.filter((packId) => this.paused.has(packId));
    const mine = { ...this.settings, order: [...order], paused };
    this.#base = mine;
    this.#changes++;
    const saved = this.#saving.catch(() => {}).then(() => saveDownloads(base, mine));
    this.#saving = saved;
    return saved;
  }
}
