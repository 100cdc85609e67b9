import type { StorageReport } from '../domain/device';
import { errorShape, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { PackId } from '../domain/pack';
import type { StorageUsage } from '../domain/usage';
import type { PacksService } from '../packs/service';
import type { Connection } from '../wire/connect';
import type { LastUsed } from './lastUsed.svelte';

export type StorageParts = {
  packs: () => Connection<PacksService>;
  lastUsed: LastUsed;
  /** The library follows what is installed, and tells the other tabs. */
  remove: (packId: PackId) => Promise<void>;
  undoRemove: (packId: PackId) => Promise<void>;
  /** Also forgets unfinished downloads. */
  clearParts: () => Promise<void>;
  clearRejected: () => Promise<void>;
  /** What is stored was changed elsewhere than in the library. */
  changed: () => Promise<void>;
  askPersist: () => Promise<void>;
  withoutSaving: () => Promise<void>;
};

/** What the storage page shows and does. Read from the browser when asked, never remembered. */
export class StorageView {
  usage = $state.raw<StorageUsage | null>(null);
  report = $state.raw<StorageReport | null>(null);
  error = $state.raw<ErrorShape | null>(null);
  /** Bytes that the last clean-up gave back. */
  freed = $state<number | null>(null);
  /** Something is being removed or freed: one thing at a time. */
  busy = $state(false);
  readonly #parts: StorageParts;

  constructor(parts: StorageParts) {
    this.#parts = parts;
  }

  get lastUsed(): Readonly<Record<PackId, string>> {
    return this.#parts.lastUsed.times;
  }

  async read(): Promise<void> {
    try {
      const { packs, lastUsed } = this.#parts;
      const [usage, report] = await Promise.all([
        packs().call('usage', {}),
        packs().call('storage', {}),
        lastUsed.read(),
      ]);
      this.usage = usage;
      this.report = report;
    } catch (thrown) {
      this.#show(thrown);
    }
  }

  remove(packId: PackId): Promise<void> {
    return this.#change(() => this.#parts.remove(packId));
  }

  undo(packId: PackId): Promise<void> {
    return this.#change(() => this.#parts.undoRemove(packId));
  }

  freeRemoved(): Promise<void> {
    return this.#freeing(async () => {
      await this.#parts.packs().call('freeRemoved', {});
      await this.#parts.changed();
    });
  }

  clearParts(): Promise<void> {
    return this.#freeing(() => this.#parts.clearParts());
  }

  clearRejected(): Promise<void> {
    return this.#freeing(() => this.#parts.clearRejected());
  }

  persist(): Promise<void> {
    return this.#change(() => this.#parts.askPersist());
  }

  withoutSaving(): Promise<void> {
    return this.#change(() => this.#parts.withoutSaving());
  }

  dismissError(): void {
    this.error = null;
  }

  async #freeing(work: () => Promise<unknown>): Promise<void> {
    const before = allBytes(this.usage);
    await this.#change(work);
    if (!this.error) this.freed = Math.max(0, before - allBytes(this.usage));
  }

  async #change(work: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    this.freed = null;
    try {
      await work();
    } catch (thrown) {
      this.#show(thrown);
    } finally {
      this.busy = false;
    }
    await this.read();
  }

  #show(thrown: unknown): void {
    if (!isAbort(thrown)) this.error = errorShape(toAppError(thrown));
  }
}

/** Everything that packs take. */
export function allBytes(usage: StorageUsage | null): number {
  if (!usage) return 0;
  const heaps = usage.parts.bytes + usage.loose.bytes + usage.rejected.bytes;
  return usage.modelBytes + usage.removed.reduce((sum, { bytes }) => sum + bytes, 0) + heaps;
}
