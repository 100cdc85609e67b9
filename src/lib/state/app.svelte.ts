import { base } from '$app/paths';
import type { DeviceReport, EngineChoice } from '../domain/device';
import type { LoadRequest } from '../domain/engine';
import { errorShape, fail, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { InstalledPack } from '../domain/pack';
import { lazyEngine } from './lazyEngine';
import { clearRecords } from '../records';
import { chooseEngine } from '../engine/choose';
import { probeDevice } from '../engine/probe';
import { wordToTabs } from '../wire/tabs';
import { Library } from './library.svelte';
import { packsClient } from './packsClient';
import { countAllRequests } from './requests';
import { Runner } from './runner.svelte';
import { Settings } from './settings.svelte';
import { Shell } from './shell.svelte';

/** The composition root: the one place where rooms meet. */
class App {
  /** Records are read and the library is known: pages may be shown. */
  ready = $state(false);
  device = $state.raw<DeviceReport | null>(null);
  /** What went wrong outside of a page's own work. */
  error = $state.raw<ErrorShape | null>(null);
  persisted = $state<boolean | null>(null);
  persistAsked = $state(false);

  readonly settings = new Settings();
  readonly shell = new Shell();
  /** The worker for this site, files and other devices. What is planned in a worker is installed by it. */
  readonly packs = packsClient('packs');
  /** The worker for hubs and mirrors: started when a person has chosen one, and not before. */
  readonly sources = packsClient('sources');
  readonly library: Library = new Library({
    packs: this.packs,
    sources: this.sources,
    site: `${base}/packs`,
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

  /** Asks the browser to keep what is stored, also when the disk gets full. */
  async askPersist(): Promise<void> {
    const { storage } = navigator;
    if (!storage?.persist) return;
    const refused = () => false; // some private windows reject instead of saying no
    this.persisted = (await storage.persisted().catch(refused)) || (await storage.persist().catch(refused));
    this.persistAsked = true;
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
    for (const drop of this.#forget) drop();
  }

  async #start(): Promise<void> {
    addEventListener('online', () => this.run(this.library.refresh()));
    addEventListener('unhandledrejection', (event) => this.report(event.reason));
    const settle = (work: Promise<unknown>) => work.catch((thrown: unknown) => this.report(thrown));
    await Promise.all([settle(this.settings.restore(navigator.languages)), settle(this.library.open())]);
    this.ready = true;
    void settle(this.shell.register());
    void settle(this.#probed.then((device) => (this.device = device)));
    const persisted = navigator.storage?.persisted?.().catch(() => null);
    void settle(Promise.resolve(persisted).then((kept) => (this.persisted = kept ?? null)));
  }

  async #files(pack: InstalledPack, choice: EngineChoice): Promise<Pick<LoadRequest, 'weights' | 'library'>> {
    const { packId } = pack;
    const files = await this.library.files(packId);
    const weights = files.find((file) => file.role === 'weights')?.file ?? fail('pack/missing', { packId });
    if (choice.engine === 'cpu') return { weights };
    const library = files.find((file) => file.role === 'library' && file.target === choice.target)?.file;
    return library ? { weights, library } : fail('engine/no-library', { packId });
  }
}

export const app = new App();
