import { errorShape, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { StorageReport } from '../domain/device';
import type { InstallState } from '../domain/install';
import {
  packBytes,
  type CatalogueEntry,
  type InstalledPack,
  type PackId,
  type PackManifest,
  type PackTask,
  type PersonsWord,
  type Source,
  type Trust,
} from '../domain/pack';
import type { PlannedPack } from '../domain/plan';
import type { RemovedPack } from '../domain/usage';
import type { RequestCount } from '../domain/requests';
import type { InstalledFile } from '../packs/installed';
import { locale } from '../i18n/locale.svelte';
import { viaBrowser } from './backgroundFetch';
import { Checks } from './checks.svelte';
import { downloadOf, type Incomplete } from './downloadOf';
import { Downloads, type Ask, type Begin, type Download, type PacksWorker } from './downloads.svelte';
import { titlePrefixOf } from './downloadTotal';
import type { Asked, LibraryParts, News } from './libraryParts';
import { forecast, missingBytes, type Forecast } from './forecast';
import { requestsOf } from './workerRequests';
import { networkWatch } from './network';
import { recommendedFor } from './recommended';
import { plannedOffer } from './siteOffer';
import { SpeedLimit } from './speedLimit';
import { updatesOf } from './updates';
import { whenFree } from './whenFree';

/** What is installed, what could be, and every installation and check that is under way. */
export class Library {
  installed = $state.raw<readonly InstalledPack[]>([]);
  catalogue = $state.raw<readonly CatalogueEntry[]>([]);
  catalogueError = $state.raw<ErrorShape | null>(null);
  /** Whether a key that this build pins vouches for what the site offers. */
  catalogueTrust = $state<Trust>('first-seen');
  storage = $state.raw<StorageReport | null>(null);
  /** The site's catalogue has been asked for once. */
  listed = $state(false);
  partBytes = $state(0);
  /** What came of the last removal or repair. */
  news = $state.raw<News | null>(null);
  /** Packs that can be brought back. */
  removed = $state.raw<readonly RemovedPack[]>([]);
  /** Packs that a newer version of this app installed: kept, and not to be read by this one. */
  newer = $state(0);
  readonly checks: Checks;
  readonly downloads: Downloads;
  readonly #accepted = new Set<PackId>();
  #siteMirrors: readonly string[] = [];
  readonly #speed = new SpeedLimit<PacksWorker>();
  readonly #tellTabs: () => void;
  readonly #parts: LibraryParts;

  readonly notInstalled = $derived(
    this.catalogue.filter(({ packId }) => !this.installed.some((pack) => pack.packId === packId)),
  );
  readonly updates = $derived.by(() => updatesOf(this.installed, this.catalogue));
  /** How far the downloads are, before a page's title: seen from another tab. */
  readonly titlePrefix = $derived.by(() => titlePrefixOf(this.downloads.total, locale.t, locale.tag));

  constructor(parts: LibraryParts) {
    this.#parts = parts;
    const report = (thrown: unknown) => void (isAbort(thrown) || parts.report(thrown));
    this.#tellTabs =
      parts.tabs?.(
        () =>
          void this.#list()
            .then(() => this.#goOn())
            .catch(report),
      ) ?? (() => {});
    this.downloads = new Downloads({
      network: parts.network ?? networkWatch(),
      limit: (bytesPerSecond, running) =>
        this.#speed.share(
          bytesPerSecond,
          running.map(({ worker }) => worker()),
          (worker, part) => void worker.call('limit', { bytesPerSecond: part }).catch(report),
        ),
      ended: (_, healed) => this.#ended(healed),
      tell: this.#tellTabs,
      report,
    });
    this.checks = new Checks({
      packs: parts.packs,
      installed: () => this.installed,
      resume: ({ packId, source }) => this.#resume(packId, source),
      free: parts.beforeRemove,
      ended: (healed) => this.#ended(healed),
    });
  }

  /** Reads what is installed, which needs no network; then asks the site what it offers and goes on with downloads. */
  async open(): Promise<void> {
    try {
      await this.#list();
    } finally {
      void this.refresh();
    }
    await this.#goOn();
  }

  async refresh(): Promise<void> {
    try {
      const { site } = this.#parts;
      const { packs, mirrors, trust } = await this.#parts.packs().call('catalogue', { baseUrl: site });
      this.catalogue = packs;
      this.catalogueTrust = trust;
      this.#siteMirrors = mirrors;
      this.catalogueError = null;
    } catch (thrown) {
      this.catalogueError = errorShape(toAppError(thrown));
    } finally {
      this.listed = true;
    }
    // A list that was refused came from a site that answers all the same.
    if (!this.catalogueError?.code.startsWith('source/')) void this.checks.mend().catch(this.#parts.report);
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

  /** What the site offers, as a plan of which a person can be asked. */
  planned(entry: CatalogueEntry): PlannedPack {
    const trust = entry.vouch ? this.catalogueTrust : 'first-seen';
    const site = { baseUrl: this.#parts.site, trust };
    return plannedOffer(entry, site, this.installed);
  }

  /** Whether so many bytes more have room beside the downloads that are under way. */
  forecast(needs: number): Forecast {
    const { total } = this.downloads;
    return forecast(needs, this.storage, total ? total.totalBytes - total.heldBytes : 0);
  }

  forecastOf(manifest: PackManifest): Forecast {
    return this.forecast(missingBytes(manifest, this.installed));
  }

  hasAccepted(packId: PackId): boolean {
    return this.#accepted.has(packId);
  }

  /** `word` is needed where no pinned key vouches for what the site offers. */
  install(entry: CatalogueEntry, acceptedLicence: boolean, word?: PersonsWord): void {
    const source = { kind: 'site', baseUrl: this.#parts.site } as const;
    const given = { acceptedLicence, ...(word ? { word } : {}) };
    this.#add({ ...entry, source, acceptedLicence }, (signal, later) => {
      const args = { entry, baseUrl: source.baseUrl, mirrors: this.#mirrors(), later, ...given };
      return this.#workerOf(source).stream('install', args, signal);
    });
  }

  /** Installs what a page has planned from a hub, files or another device, and follows it here like any other. */
  installPlanned(
    { packId, manifest, source, totalBytes, toFetch }: PlannedPack,
    { acceptedLicence, word }: { acceptedLicence: boolean; word?: PersonsWord },
  ): void {
    const given = { acceptedLicence, ...(word ? { word } : {}) };
    const asked = { packId, manifest, source, heldBytes: totalBytes - toFetch, acceptedLicence };
    this.#add(asked, (signal, later) => {
      const args = { packId, mirrors: this.#mirrors(), later, ...given };
      return this.#workerOf(source).stream('installPlanned', args, signal);
    });
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
    const { packs, sources = packs, outside } = this.#parts;
    return requestsOf(outside?.() ? [packs(), sources()] : [packs()]);
  }

  /** The text of a licence file: from this device if it is here, else from the site, checked by its digest. */
  licenceText(entry: CatalogueEntry, path: string): Promise<string> {
    return this.#parts.packs().call('licenceText', { entry, baseUrl: this.#parts.site, path });
  }

  /** Who made the plan has to carry it out; and only one worker may ask a mirror that the person has named. */
  #workerOf({ kind }: Source): PacksWorker {
    const { packs, sources = packs, mirrors } = this.#parts;
    const elsewhere = kind === 'site' && (mirrors?.() ?? []).length > 0;
    return kind === 'hub' || kind === 'mirror' || elsewhere ? sources() : packs();
  }

  #resume(packId: PackId, source: Source): Begin {
    return (signal) => this.#workerOf(source).stream('resume', { packId }, signal);
  }

  #mirrors(): string[] {
    return [...this.#siteMirrors, ...(this.#parts.mirrors?.() ?? [])];
  }

  async #list(): Promise<void> {
    const { packs } = this.#parts;
    this.installed = await packs().call('list', {});
    this.newer = await packs().call('newer', {});
    this.partBytes = (await packs().call('parts', {})).bytes;
    this.removed = await packs().call('removed', {});
    this.storage = await packs().call('storage', {});
  }

  /** Downloads that were under way when the page went away, or that another tab has begun. */
  async #goOn(): Promise<void> {
    const unfinished = await this.#parts.packs().call('unfinished', {});
    await this.downloads.restore(unfinished.map((pack) => this.#download(pack)));
  }

  #add(asked: Asked, begin: Ask): void {
    const { packId, manifest, source, heldBytes = 0 } = asked;
    if (asked.acceptedLicence) this.#accepted.add(packId);
    void this.#parts.askPersist().catch(this.#parts.report);
    const unfinished = { packId, manifest, source, heldBytes, totalBytes: packBytes(manifest) };
    this.downloads.add(this.#download(unfinished, begin));
  }

  #download(pack: Incomplete, begin?: Ask): Download {
    const plain = downloadOf(pack, () => this.#workerOf(pack.source), begin);
    const wanted = () => this.downloads.settings.byBrowser;
    return viaBrowser(plain, pack, wanted, this.#parts.byBrowser);
  }

  async #ended(healed: number): Promise<void> {
    if (healed > 0) this.news = { kind: 'healed', chunks: healed };
    await this.changed();
  }
}
