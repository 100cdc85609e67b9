import { errorShape, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { InstallState, PackCheck } from '../domain/install';
import { packBytes, type InstalledPack, type PackId } from '../domain/pack';
import type { PacksService } from '../packs/service';
import type { Connection } from '../wire/connect';
import type { Begin } from './downloads.svelte';
import { followInstall } from './followInstall';

export type ChecksParts = {
  packs: () => Connection<PacksService>;
  installed: () => readonly InstalledPack[];
  /** Fetches what is missing or damaged. */
  resume: (pack: InstalledPack) => Begin;
  /** Frees the pack if an engine holds it. */
  free: (packId: PackId) => Promise<void>;
  /** A verdict may be another one; so many damaged pieces were fetched again. */
  ended: (healed: number) => Promise<void>;
};

/** All packs are being read, or what came of it. */
export type CheckOfAll =
  | { kind: 'running'; name: string; readBytes: number; totalBytes: number }
  | { kind: 'done'; verified: number; damaged: string[] }
  | { kind: 'stopped' }
  | { kind: 'failed'; error: ErrorShape };

/** Every check and repair of an installed pack that is under way. None of the checks needs a network. */
export class Checks {
  readonly states = $state<Record<PackId, PackCheck | undefined>>({});
  all = $state.raw<CheckOfAll | undefined>(undefined);
  #stopAll: AbortController | undefined;
  readonly #repairing = new Map<PackId, AbortController>();
  /** By the person: they begin again when the person says so, or at the next start. */
  readonly #stopped = new Set<PackId>();
  readonly #parts: ChecksParts;

  constructor(parts: ChecksParts) {
    this.#parts = parts;
  }

  async verify({ packId }: InstalledPack): Promise<void> {
    this.states[packId] = { kind: 'verifying', fraction: 0 };
    try {
      for await (const event of this.#parts.packs().stream('verify', { packId })) {
        if (event.kind === 'progress')
          this.states[packId] = { kind: 'verifying', fraction: event.readBytes / event.totalBytes };
      }
      this.states[packId] = undefined;
    } catch (thrown) {
      this.states[packId] = { kind: 'failed', error: errorShape(toAppError(thrown)) };
    }
    await this.#parts.ended(0);
  }

  /** Reads every byte of every pack, one pack after the other. */
  async verifyAll(): Promise<void> {
    const packs = this.#parts.installed();
    const stop = new AbortController();
    this.#stopAll?.abort();
    this.#stopAll = stop;
    const totalBytes = packs.reduce((sum, { manifest }) => sum + packBytes(manifest), 0);
    let before = 0;
    try {
      for (const { packId, manifest } of packs) {
        const show = (readBytes: number) =>
          (this.all = { kind: 'running', name: manifest.name, readBytes: before + readBytes, totalBytes });
        show(0);
        for await (const event of this.#parts.packs().stream('verify', { packId }, stop.signal))
          if (event.kind === 'progress') show(event.readBytes);
        before += packBytes(manifest);
      }
      await this.#parts.ended(0);
      const read = this.#parts.installed().filter((now) => packs.some(({ packId }) => packId === now.packId));
      const damaged = read.filter(({ verification }) => verification.verdict !== 'verified');
      this.all = {
        kind: 'done',
        verified: read.length - damaged.length,
        damaged: damaged.map(({ manifest }) => manifest.name),
      };
    } catch (thrown) {
      this.all = isAbort(thrown)
        ? { kind: 'stopped' }
        : { kind: 'failed', error: errorShape(toAppError(thrown)) };
      await this.#parts.ended(0);
    }
  }

  stopAll(): void {
    this.#stopAll?.abort(new DOMException('stopped', 'AbortError'));
  }

  /** Fetches what is missing or damaged again, and nothing else. */
  async repair(pack: InstalledPack): Promise<void> {
    const { packId } = pack;
    if (this.#repairing.has(packId)) return;
    const stop = new AbortController();
    this.#repairing.set(packId, stop);
    this.#stopped.delete(packId);
    let healed = 0;
    const show = (state: InstallState | undefined) => (this.states[packId] = repairOf(state));
    try {
      await this.#parts.free(packId);
      const resume = this.#parts.resume(pack);
      if (await followInstall(resume, stop.signal, show, (chunks) => (healed += chunks))) show(undefined);
    } finally {
      this.#repairing.delete(packId);
    }
    await this.#parts.ended(healed);
  }

  /** Ends a repair; what has come is kept. */
  stopRepair(packId: PackId): void {
    this.#stopped.add(packId);
    this.#repairing.get(packId)?.abort(new DOMException('stopped', 'AbortError'));
  }

  /** How the repairs stand that are under way. */
  get repairs(): InstallState[] {
    return Object.values(this.states).flatMap((check) => (check?.kind === 'repairing' ? [check.state] : []));
  }

  /** An engine met a file that is not what it should be: all are read again, and what is damaged is fetched again. */
  async heal(packId: PackId): Promise<void> {
    const found = () => this.#parts.installed().find((pack) => pack.packId === packId);
    const pack = found();
    const { kind } = this.states[packId] ?? {};
    if (!pack || kind === 'verifying' || kind === 'repairing') return;
    await this.verify(pack);
    const now = found();
    if (now && now.verification.verdict !== 'verified') await this.repair(now);
  }

  /**
   * What the browser has thrown away, or a check found damaged, is fetched again by itself. To be called when a network
   * is known to be there; what came of it stands beside each pack.
   */
  async mend(): Promise<void> {
    for (const pack of this.#parts.installed())
      if (pack.verification.verdict !== 'verified' && !this.#stopped.has(pack.packId))
        await this.repair(pack);
  }

  /** The pack is gone. */
  forget(packId: PackId): void {
    this.states[packId] = undefined;
  }
}

/** A repair is shown beside the pack, which stays in the list. */
function repairOf(state: InstallState | undefined): PackCheck | undefined {
  if (state?.kind === 'failed') return state;
  if (!state || state.kind === 'paused') return undefined;
  return { kind: 'repairing', state };
}
