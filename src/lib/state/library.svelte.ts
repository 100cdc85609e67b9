import { errorShape, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { InstallState, PackCheck } from '../domain/install';
import {
  packBytes,
  type CatalogueEntry,
  type InstalledPack,
  type PackId,
  type PackTask,
  type PersonsWord,
  type Source,
} from '../domain/pack';
import type { PlannedPack } from '../domain/plan';
import type { RequestCount } from '../domain/requests';
import type { InstalledFile } from '../packs/installed';
import type { PacksService } from '../packs/service';
import type { Connection } from '../wire/connect';
import { followInstall } from './followInstall';
import { loadPaused, savePaused } from './pausedRecord';

export type LibraryParts = {
  packs: () => Connection<PacksService>;
  /** The worker that may ask other hosts. Without one, `packs` serves. */
  sources?: () => Connection<PacksService>;
  /** Asked at the first installation: from then on there is something to lose. */
  askPersist: () => Promise<void>;
  /** Frees the pack if an engine holds it. */
  beforeRemove: (packId: PackId) => Promise<void>;
  report: (error: unknown) => void;
};

/** Where the site keeps its packs. */
const SITE = '/packs';

/** What is installed, what could be, and every installation and check that is under way. */
export class Library {
  installed = $state.raw<readonly InstalledPack[]>([]);
  catalogue = $state.raw<readonly CatalogueEntry[]>([]);
  catalogueError = $state.raw<ErrorShape | null>(null);
  /** The site's catalogue has been asked for once. */
  listed = $state(false);
  partBytes = $state(0);
  /** What came of the last removal or repair. */
  news = $state.raw<{ kind: 'removed'; name: string } | { kind: 'healed'; chunks: number } | null>(null);
  readonly installs = $state<Record<PackId, InstallState | undefined>>({});
  readonly checks = $state<Record<PackId, PackCheck | undefined>>({});
  readonly #running = new Map<PackId, AbortController>();
  readonly #accepted = new Set<PackId>();
  #paused = new Set<PackId>();
  #mirrors: string[] = [];
  readonly #parts: LibraryParts;

  readonly notInstalled = $derived(
    this.catalogue.filter((entry) => !this.installed.some((pack) => pack.packId === entry.packId)),
  );
  /** "42% · " while something arrives: seen from another tab. */
  readonly titlePrefix = $derived.by(() => {
    let held = 0;
    let total = 0;
    for (const state of Object.values(this.installs)) {
      if (!state || !('totalBytes' in state) || state.kind === 'paused' || state.kind === 'failed') continue;
      held += state.heldBytes;
      total += state.totalBytes;
    }
    return total > 0 ? `${Math.floor((held / total) * 100)}% · ` : '';
  });

  constructor(parts: LibraryParts) {
    this.#parts = parts;
  }

  /** Reads what is installed, which needs no network; then asks the site what it offers and goes on with downloads. */
  async open(): Promise<void> {
    // What was paused is the least of it: without it the rest still opens.
    this.#paused = await loadPaused().catch(
      (thrown: unknown) => (this.#parts.report(thrown), new Set<PackId>()),
    );
    try {
      await this.#list();
    } finally {
      void this.refresh();
    }
    await this.#goOn();
  }

  async refresh(): Promise<void> {
    try {
      const { packs, mirrors } = await this.#parts.packs().call('catalogue', { baseUrl: SITE });
      this.catalogue = packs;
      this.#mirrors = mirrors;
      this.catalogueError = null;
    } catch (thrown) {
      this.catalogueError = errorShape(toAppError(thrown));
    } finally {
      this.listed = true;
    }
  }

  forTask(task: PackTask): InstalledPack[] {
    return this.installed.filter((pack) => pack.manifest.tasks.includes(task));
  }

  /** The pack to offer for `task`: what is installed first, else of those that were measured the smallest. */
  recommended(task: PackTask): CatalogueEntry | undefined {
    const fits = (entry: CatalogueEntry) => entry.manifest.tasks.includes(task);
    const unmeasured = ({ manifest }: CatalogueEntry) => Number(manifest.warnings.includes('unmeasured'));
    const best = (a: CatalogueEntry, b: CatalogueEntry) =>
      unmeasured(a) - unmeasured(b) || packBytes(a.manifest) - packBytes(b.manifest);
    return this.installed.find(fits) ?? this.catalogue.filter(fits).sort(best)[0];
  }

  stateOf(packId: PackId): InstallState {
    const going = this.installs[packId];
    if (going) return going;
    return { kind: this.installed.some((pack) => pack.packId === packId) ? 'installed' : 'available' };
  }

  hasAccepted(packId: PackId): boolean {
    return this.#accepted.has(packId);
  }

  install(entry: CatalogueEntry, acceptedLicence: boolean): void {
    if (acceptedLicence) this.#accepted.add(entry.packId);
    void this.#parts.askPersist().catch(this.#parts.report);
    void this.#follow(entry.packId, (signal) =>
      this.#parts
        .packs()
        .stream('install', { entry, baseUrl: SITE, mirrors: this.#mirrors, acceptedLicence }, signal),
    );
  }

  /** Installs what a page has planned from a hub, files or another device, and follows it here like any other. */
  installPlanned(
    { packId, source }: PlannedPack,
    { acceptedLicence, word }: { acceptedLicence: boolean; word?: PersonsWord },
  ): void {
    if (acceptedLicence) this.#accepted.add(packId);
    void this.#parts.askPersist().catch(this.#parts.report);
    const args = { packId, acceptedLicence, ...(word ? { word } : {}), mirrors: this.#mirrors };
    void this.#follow(packId, (signal) => this.#workerOf(source).stream('installPlanned', args, signal));
  }

  /** Stops the transfer; what has arrived is kept, also across a reload. */
  pause(packId: PackId): void {
    this.#setPaused(packId, true);
    this.#running.get(packId)?.abort(new DOMException('paused', 'AbortError'));
  }

  /** Stops the transfer and throws away what has arrived. */
  async cancel(packId: PackId): Promise<void> {
    this.#running.get(packId)?.abort(new DOMException('cancelled', 'AbortError'));
    await this.#settled(packId);
    await this.#parts.packs().call('remove', { packId });
    this.#setPaused(packId, false);
    this.installs[packId] = undefined;
    await this.#list();
  }

  async verify(pack: InstalledPack): Promise<void> {
    const { packId } = pack;
    this.checks[packId] = { kind: 'verifying', fraction: 0 };
    try {
      for await (const event of this.#parts.packs().stream('verify', { packId })) {
        if (event.kind === 'progress')
          this.checks[packId] = { kind: 'verifying', fraction: event.readBytes / event.totalBytes };
      }
      this.checks[packId] = undefined;
    } catch (thrown) {
      this.checks[packId] = { kind: 'failed', error: errorShape(toAppError(thrown)) };
    }
    await this.#list();
  }

  /** Fetches what is missing or damaged again, and nothing else. */
  async repair({ packId }: InstalledPack): Promise<void> {
    await this.#parts.beforeRemove(packId);
    await this.#follow(
      packId,
      (signal) => this.#parts.packs().stream('resume', { packId }, signal),
      (state) => (this.checks[packId] = repairOf(state)),
    );
  }

  /** An engine met a file that is not what it should be: all are read again, and what is damaged is fetched again. */
  async heal(packId: PackId): Promise<void> {
    const found = () => this.installed.find((pack) => pack.packId === packId);
    const pack = found();
    const { kind } = this.checks[packId] ?? {};
    if (!pack || kind === 'verifying' || kind === 'repairing') return;
    await this.verify(pack);
    if (found()?.verification.verdict === 'corrupt') await this.repair(pack);
  }

  async remove(pack: InstalledPack): Promise<void> {
    await this.#parts.beforeRemove(pack.packId);
    await this.#parts.packs().call('remove', { packId: pack.packId });
    this.checks[pack.packId] = undefined;
    this.news = { kind: 'removed', name: pack.manifest.name };
    await this.#list();
  }

  async clearParts(): Promise<void> {
    const { packs } = this.#parts;
    for (const { packId } of await packs().call('unfinished', {})) await this.cancel(packId);
    await packs().call('clearParts', {});
    await this.#list();
  }

  /** References to the files of an installed pack, for an engine. */
  files(packId: PackId): Promise<InstalledFile[]> {
    return this.#parts.packs().call('files', { packId });
  }

  /** What the worker that fetches packs has asked the network for. */
  requests(): Promise<RequestCount> {
    return this.#parts.packs().call('requests', {});
  }

  /** The text of a licence file: from this device if it is here, else from the site, checked by its digest. */
  licenceText(entry: CatalogueEntry, path: string): Promise<string> {
    return this.#parts.packs().call('licenceText', { entry, baseUrl: SITE, path });
  }

  /** Who made the plan has to carry it out. */
  #workerOf({ kind }: Source): Connection<PacksService> {
    const { packs, sources = packs } = this.#parts;
    return kind === 'hub' || kind === 'mirror' ? sources() : packs();
  }

  async #list(): Promise<void> {
    const { packs } = this.#parts;
    this.installed = await packs().call('list', {});
    this.partBytes = (await packs().call('parts', {})).bytes;
  }

  /** Downloads that were under way when the page went away. Those that the person paused stay paused. */
  async #goOn(): Promise<void> {
    for (const { packId, heldBytes, totalBytes } of await this.#parts.packs().call('unfinished', {})) {
      if (this.#paused.has(packId)) this.installs[packId] = { kind: 'paused', heldBytes, totalBytes };
      else void this.#follow(packId, (signal) => this.#parts.packs().stream('resume', { packId }, signal));
    }
  }

  async #follow(
    packId: PackId,
    begin: Parameters<typeof followInstall>[0],
    show: (state: InstallState | undefined) => void = (state) => (this.installs[packId] = state),
  ): Promise<void> {
    if (this.#running.has(packId)) return;
    const controller = new AbortController();
    this.#running.set(packId, controller);
    this.#setPaused(packId, false);
    try {
      let healed = 0;
      if (await followInstall(begin, controller.signal, show, (chunks) => (healed += chunks)))
        show(undefined);
      if (healed > 0) this.news = { kind: 'healed', chunks: healed };
    } finally {
      this.#running.delete(packId);
    }
    await this.#list().catch((thrown: unknown) => {
      if (!isAbort(thrown)) this.#parts.report(thrown);
    });
  }

  /** Waits until the transfer of `packId` has ended. */
  async #settled(packId: PackId): Promise<void> {
    while (this.#running.has(packId)) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  #setPaused(packId: PackId, paused: boolean): void {
    if (paused === this.#paused.has(packId)) return;
    if (paused) this.#paused.add(packId);
    else this.#paused.delete(packId);
    savePaused(this.#paused).catch(this.#parts.report);
  }
}

/** A repair is shown beside the pack, which stays in the list. */
function repairOf(state: InstallState | undefined): PackCheck | undefined {
  if (state?.kind === 'failed') return state;
  if (!state || state.kind === 'paused') return undefined;
  const known = 'totalBytes' in state && state.heldBytes < state.totalBytes;
  return { kind: 'repairing', fraction: known ? state.heldBytes / state.totalBytes : null };
}
