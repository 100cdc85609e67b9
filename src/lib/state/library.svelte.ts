import { isAbort, type ErrorShape } from '../domain/errors';
import type { InstallState } from '../domain/install';
import {
  type CatalogueEntry,
  type InstalledPack,
  type PackId,
  type PackManifest,
  type PackTask,
} from '../domain/pack';
import type { PlannedPack } from '../domain/plan';
import type { RemovedPack } from '../domain/usage';
import type { RequestCount } from '../domain/requests';
import type { InstalledFile } from '../packs/keep/installed';
import { locale } from '../i18n/locale.svelte';
import { Bound } from './bound';
import { Checks } from './checks.svelte';
import { Downloads, type Begin } from './downloads.svelte';
import { titlePrefixOf, totalOf } from './downloadTotal';
import { Fetchers } from './fetchers';
import type { LibraryParts, News } from './libraryParts';
import { missingBytes, type Forecast } from './forecast';
import { networkWatch } from './network';
import { Orders } from './orders';
import { recommendedFor } from './recommended';
import { SiteCatalogue } from './siteCatalogue.svelte';
import { Space } from './space.svelte';
import { updatesOf } from './updates';
import { whenFree } from './whenFree';

/** What is installed, what could be, and every installation and check that is under way. */
export class Library {
  installed = $state.raw<readonly InstalledPack[]>([]);
  /** What came of the last removal or repair. */
  news = $state.raw<News | null>(null);
  /** Packs that can be brought back. */
  removed = $state.raw<readonly RemovedPack[]>([]);
  /** Packs that a newer version of this app installed: kept, and not to be read by this one. */
  newer = $state(0);
  readonly checks: Checks;
  readonly downloads: Downloads;
  readonly space: Space;
  readonly #orders: Orders;
  readonly #site = new SiteCatalogue();
  readonly #fetchers: Fetchers;
  readonly #bound: Bound;
  /** What a person chose about downloads is known; before that nothing is fetched. */
  #went: Promise<void> = Promise.resolve();
  readonly #tellTabs: () => void;
  readonly #parts: LibraryParts;

  readonly notInstalled = $derived(
    this.#site.packs.filter(({ packId }) => !this.installed.some((pack) => pack.packId === packId)),
  );
  readonly updates = $derived.by(() => updatesOf(this.installed, this.#site.packs));
  /** All downloads and repairs that are to go on by themselves, as one. */
  readonly arriving = $derived.by(() =>
    totalOf([
      ...this.downloads.queue.map(({ packId }) => this.downloads.states[packId]),
      ...this.checks.repairs,
    ]),
  );
  /** How far they are, before a page's title: seen from another tab. */
  readonly titlePrefix = $derived.by(() => titlePrefixOf(this.arriving, locale.t, locale.tag));

  constructor(parts: LibraryParts) {
    this.#parts = parts;
    const report = (thrown: unknown) => void (isAbort(thrown) || parts.report(thrown));
    this.#fetchers = new Fetchers(parts);
    this.#bound = new Bound(report);
    this.space = new Space({
      packs: parts.packs,
      arriving: () => this.arriving,
      removed: () => this.removed,
      report,
    });
    this.#tellTabs = parts.tabs?.(() => void this.look().catch(report)) ?? (() => {});
    this.downloads = new Downloads({
      network: parts.network ?? networkWatch(),
      limit: (bytesPerSecond, running) =>
        this.#bound.choose(
          bytesPerSecond,
          running.map(({ worker }) => worker()),
        ),
      freed: () => this.#mend(),
      ended: (_, healed) => this.#ended(healed),
      tell: this.#tellTabs,
      report,
    });
    const { downloads, space } = this;
    this.#orders = new Orders(parts, { site: this.#site, fetchers: this.#fetchers, downloads, space });
    this.checks = new Checks({
      packs: parts.packs,
      installed: () => this.installed,
      resume: (pack) => this.#repair(pack),
      free: parts.beforeRemove,
      ended: (healed) => this.#ended(healed),
    });
  }

  /** Reads what is installed, which needs no network; then asks the site what it offers and goes on with downloads. */
  async open(): Promise<void> {
    try {
      await this.#list();
    } finally {
      this.#went = this.#orders.goOn();
      this.#went.catch(() => {}); // told by the await below
      void this.refresh();
    }
    await this.#went;
  }

  /** Reads again what is stored: another tab, or the person in the browser's settings, may have changed it. */
  async look(): Promise<void> {
    await this.#list();
    await this.#orders.goOn();
  }

  async refresh(): Promise<void> {
    await this.#site.ask(this.#parts.packs(), this.#parts.site);
    await this.#went.catch(() => {}); // told by whoever opened
    if (this.#site.answers) this.#mend();
    await this.#try().catch(this.#parts.report);
  }

  /** Bytes of unfinished downloads. */
  get partBytes(): number {
    return this.space.partBytes;
  }

  get catalogue(): readonly CatalogueEntry[] {
    return this.#site.packs;
  }

  get catalogueError(): ErrorShape | null {
    return this.#site.error;
  }

  /** The site's catalogue has been asked for once. */
  get listed(): boolean {
    return this.#site.listed;
  }

  forTask(task: PackTask): InstalledPack[] {
    return this.installed.filter(({ manifest }) => manifest.tasks.includes(task));
  }

  recommended(task: PackTask): CatalogueEntry | undefined {
    return recommendedFor(task, this.installed, this.catalogue);
  }

  stateOf(packId: PackId): InstallState {
    const going = this.downloads.states[packId];
    if (going) return going;
    return { kind: this.installed.some((pack) => pack.packId === packId) ? 'installed' : 'available' };
  }

  /** It was asked for and is not complete: to go on, nothing has to be asked again. */
  isOnItsWay(packId: PackId): boolean {
    return this.downloads.states[packId] !== undefined;
  }

  /** The same, unless what it came from is gone: then who offers the pack is asked for the rest. */
  goesOn(packId: PackId): boolean {
    return this.isOnItsWay(packId) && !this.downloads.isStranded(packId);
  }

  /** What the site offers, as a plan of which a person can be asked. */
  planned(entry: CatalogueEntry): PlannedPack {
    return this.#site.planned(entry, this.#parts.site, this.installed);
  }

  /** Whether so many bytes more have room beside what is under way. */
  forecast(needs: number): Forecast {
    return this.space.forecast(needs);
  }

  forecastOf(manifest: PackManifest): Forecast {
    return this.forecast(missingBytes(manifest, this.installed));
  }

  hasAccepted(packId: PackId): boolean {
    return this.#orders.hasAccepted(packId);
  }

  install(...order: Parameters<Orders['install']>): void {
    this.#orders.install(...order);
  }

  installPlanned(...order: Parameters<Orders['installPlanned']>): void {
    this.#orders.installPlanned(...order);
  }

  /** Stops the transfer; what has arrived is kept, also across a reload. */
  pause(packId: PackId): void {
    this.downloads.pause(packId);
  }

  /** Stops the transfer and throws away what has arrived. */
  async cancel(packId: PackId): Promise<void> {
    await this.downloads.stop(packId);
    await whenFree(() => this.#parts.packs().call('remove', { packId }));
    this.downloads.forget(packId);
    await this.changed();
  }

  /** Until the next start it can be brought back. */
  async remove(pack: InstalledPack): Promise<void> {
    await this.#parts.beforeRemove(pack.packId);
    await this.#parts.packs().call('remove', { packId: pack.packId });
    this.checks.forget(pack.packId);
    this.news = { kind: 'removed', name: pack.manifest.name };
    await this.changed();
  }

  async undoRemove(packId: PackId): Promise<void> {
    const name = this.removed.find((pack) => pack.packId === packId)?.name ?? '';
    await this.#parts.packs().call('undoRemove', { packId });
    this.news = { kind: 'back', name };
    await this.changed();
  }

  async freeRemoved(): Promise<void> {
    await this.#parts.packs().call('freeRemoved', {});
    this.news = null;
    await this.changed();
  }

  /** Reads again what is stored, here and in the other tabs. */
  async changed(): Promise<void> {
    this.#tellTabs();
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

  /** What the workers that fetch packs have asked the network for. */
  requests(): Promise<RequestCount> {
    return this.#fetchers.requests();
  }

  /** The text of a licence file: from this device if it is here, else from the site, checked by its digest. */
  licenceText(entry: CatalogueEntry, path: string): Promise<string> {
    return this.#parts.packs().call('licenceText', { entry, baseUrl: this.#parts.site, path });
  }

  /** What is missing or damaged is fetched again, within the bound of speed. */
  #repair({ packId, source }: InstalledPack): Begin {
    const worker = this.#fetchers.of(source);
    return this.space.followed(
      this.#bound.over(worker, (signal) => worker.stream('resume', { packId }, signal)),
    );
  }

  /** Nobody has asked for this: over a network that the person has not allowed, it waits for theirs or for another one. */
  #mend(): void {
    if (!this.downloads.held) void this.checks.mend().catch(this.#parts.report);
  }

  async #list(): Promise<void> {
    const { packs } = this.#parts;
    this.installed = await packs().call('list', {});
    this.newer = await packs().call('newer', {});
    this.removed = await packs().call('removed', {});
    await this.space.read();
    await this.#try();
  }

  /** Is there room for the largest of what the site offers? */
  #try(): Promise<void> {
    return this.space.try(
      Math.max(0, ...this.notInstalled.map(({ manifest }) => this.forecastOf(manifest).needs)),
    );
  }

  async #ended(healed: number): Promise<void> {
    if (healed > 0) this.news = { kind: 'healed', chunks: healed };
    await this.changed();
  }
}
