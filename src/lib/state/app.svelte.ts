import { base } from '$app/paths';
import { candidateOf } from '../domain/candidate';
import type { Assessment, DeviceReport, EngineChoice } from '../domain/device';
import type { LoadRequest } from '../domain/engine';
import { errorShape, fail, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { InstalledPack, PackId, PackManifest } from '../domain/pack';
import { backgroundFetcher } from './backgroundFetch';
import { dismissCrash, findCrash, markLoad, type Crash } from './crashMark';
import { LastUsed } from './lastUsed.svelte';
import { lazyEngine } from './lazyEngine';
import { clearRecords } from '../records';
import { assess } from '../engine/assess';
import { chooseEngine } from '../engine/choose';
import { probeDevice } from '../engine/probe';
import { wordToTabs } from '../wire/tabs';
import { Library } from './library.svelte';
import { packsClient } from './packsClient';
import { Places } from './places.svelte';
import { countAllRequests } from './requests';
import { Runner } from './runner.svelte';
import { saveAllNow } from './saver';
import { Settings } from './settings.svelte';
import { Shell } from './shell.svelte';
import { smallerModel, type Smaller } from './smaller';

/** The composition root: the one place where rooms meet. */
class App {
  /** Records are read and the library is known: pages may be shown. */
  ready = $state(false);
  device = $state.raw<DeviceReport | null>(null);
  /** What went wrong outside of a page's own work. */
  error = $state.raw<ErrorShape | null>(null);
  /** A model whose load ended an earlier page, until the person has taken note. */
  crash = $state.raw<Crash | undefined>(undefined);
  /** The browser can go on with downloads while the app is closed. */
  canFetchBehind = $state(false);
  persisted = $state<boolean | null>(null);
  persistAsked = $state(false);

  readonly settings = new Settings();
  readonly shell = new Shell();
  readonly places = new Places();
  readonly lastUsed = new LastUsed();
  /** Models are kept in this tab's memory only: the browser keeps nothing, or the person wants nothing kept. */
  inMemory = $state(false);
  /** The worker for hubs and mirrors: started when a person has chosen one, and not before. */
  readonly sources = () => {
    this.#outside = true;
    return this.#ownSources();
  };
  /** It was started. */
  #outside = false;
  readonly #ownSources = packsClient('sources', (begun) => {
    // Started again, in a tab where nothing is to be saved: it must not begin to.
    if (this.inMemory) this.run(begun.call('withoutSaving', {}));
  });
  readonly #ownPacks = packsClient('packs');
  /**
   * The worker for this site, files and other devices. What is planned in a worker is installed by it. Memory is not
   * shared between workers, so there the one that may ask other hosts does all.
   */
  readonly packs = () => (this.inMemory ? this.sources() : this.#ownPacks());
  readonly library: Library = new Library({
    packs: this.packs,
    sources: this.sources,
    outside: () => this.#outside,
    site: `${base}/packs`,
    mirrors: () => this.places.mirrors,
    byBrowser: backgroundFetcher,
    tabs: (heard) => wordToTabs('library', heard),
    report: (error) => this.report(error),
    askPersist: () => this.askPersist(),
    beforeRemove: async (packId) => {
      const { status } = this.runner;
      if (status.kind !== 'idle' && status.packId === packId) await this.runner.release();
    },
  });
  readonly runner: Runner = new Runner({
    engine: lazyEngine((notice) => this.runner.onNotice(notice)),
    files: (pack, choice) => this.#files(pack, choice),
    device: () => this.#probed,
    choose: chooseEngine,
    preference: () => this.settings.engine,
    mark: async ({ packId, manifest }, { engine }) => {
      await saveAllNow();
      return markLoad(packId, manifest.name, engine);
    },
    onUsed: ({ packId }) => this.run(this.lastUsed.note(packId)),
    onDamaged: ({ packId }) => this.run(this.library.checks.heal(packId)),
  });
  readonly #probed: Promise<DeviceReport>;
  readonly #forget: (() => void)[] = [];
  /** Tells the other tabs that the person has deleted all texts: they would save theirs again. */
  readonly #sayDeleted = wordToTabs('work-deleted', () => this.#dropWork());

  constructor() {
    countAllRequests();
    this.#probed = probeDevice();
    void this.#start();
  }

  /** A browser calls any cable a network: where the site cannot be reached, a person is offline all the same. */
  get online(): boolean {
    return this.shell.online && this.library.catalogueError?.code !== 'source/unreachable';
  }

  /** Engine that would run `pack` here, shown before anything is loaded. */
  choiceFor(pack: InstalledPack | undefined): EngineChoice | null {
    const { status } = this.runner;
    if (!pack || !this.device) return null;
    if (status.kind !== 'idle' && status.packId === pack.packId) return status.choice;
    return chooseEngine(this.device, pack.manifest, this.settings.engine);
  }

  /** What a page where a model writes shows of the engine for `pack`. */
  engineFor(pack: InstalledPack | undefined) {
    const { status, activity, pace, notice } = this.runner;
    const loading = status.kind === 'loading' ? status.progress : null;
    return { choice: this.choiceFor(pack), loading, activity, pace, notice };
  }

  /** Will it run here? Null while the device is looked at. */
  assess(manifest: PackManifest): Assessment | null {
    return this.device && assess(candidateOf(manifest), this.device);
  }

  /** To be offered in place of a model that this device could not load. */
  smallerThan(packId: PackId): Smaller | undefined {
    const { installed, catalogue } = this.library;
    return smallerModel(packId, installed, catalogue, (manifest) => this.assess(manifest));
  }

  /** Runs a piece of work whose failure belongs to no page's own error box. */
  run(work: Promise<unknown>): void {
    work.catch((thrown: unknown) => this.report(thrown));
  }

  report(thrown: unknown): void {
    if (!isAbort(thrown)) this.error = errorShape(toAppError(thrown));
  }

  dismissError(): void {
    this.error = null;
  }

  dismissCrash(): void {
    if (this.crash) dismissCrash(this.crash);
    this.crash = undefined;
  }

  /** Asks the browser to keep what is stored, also when the disk gets full. */
  async askPersist(): Promise<void> {
    const { storage } = navigator;
    if (!storage?.persist) return;
    const refused = () => false; // some private windows reject instead of saying no
    this.persisted = (await storage.persisted().catch(refused)) || (await storage.persist().catch(refused));
    this.persistAsked = true;
  }

  /** From now on models are kept in this tab's memory only. What is stored stays as it is, and is not used. */
  async withoutSaving(): Promise<void> {
    await this.runner.release();
    await this.sources().call('withoutSaving', {});
    this.inMemory = true;
    await this.library.open();
  }

  /** Registers what a page drops when the person deletes all texts. */
  onForget(drop: () => void): void {
    this.#forget.push(drop);
  }

  /** Deletes all texts and settings in this browser. */
  async deleteWork(): Promise<void> {
    // Dropped first: what is saved after that has nothing in it.
    this.#dropWork();
    this.#sayDeleted();
    await clearRecords();
  }

  #dropWork(): void {
    this.lastUsed.forget();
    for (const drop of this.#forget) drop();
  }

  async #start(): Promise<void> {
    addEventListener('online', () => this.run(this.library.refresh()));
    // The person may come back from the browser's settings, where all was cleared.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && this.ready) this.run(this.library.look());
    });
    addEventListener('unhandledrejection', (event) => this.report(event.reason));
    const settle = (work: Promise<unknown>) => work.catch((thrown: unknown) => this.report(thrown));
    // Before the library opens: it asks the mirrors too.
    const places = settle(this.places.restore());
    const opened = places.then(() => settle(this.#open()));
    await Promise.all([settle(this.settings.restore(navigator.languages)), opened]);
    this.ready = true;
    void settle(
      this.shell
        .register()
        .then(async () => (this.canFetchBehind = (await backgroundFetcher()) !== undefined)),
    );
    void settle(findCrash().then((crash) => (this.crash = crash)));
    void settle(this.#probed.then((device) => (this.device = device)));
    const persisted = navigator.storage?.persisted?.().catch(() => null);
    void settle(Promise.resolve(persisted).then((kept) => (this.persisted = kept ?? null)));
  }

  async #open(): Promise<void> {
    // Where the browser keeps nothing each worker has a memory of its own: one must do all, from the beginning.
    this.inMemory = (await this.#ownPacks().call('place', {})) === 'memory';
    await this.library.open();
  }

  async #files(
    pack: InstalledPack,
    choice: EngineChoice,
  ): Promise<Pick<LoadRequest, 'weights' | 'library' | 'folder'>> {
    const { packId } = pack;
    const files = await this.library.files(packId);
    const weights = files.find((file) => file.role === 'weights')?.file ?? fail('pack/missing', { packId });
    if (choice.engine === 'cpu') return { weights };
    const library = files.find((file) => file.role === 'library' && file.target === choice.target)?.file;
    if (!library) return fail('engine/no-library', { packId });
    return pack.manifest.layout === 'mlc' ? { weights, library, folder: files } : { weights, library };
  }
}

export const app = new App();
