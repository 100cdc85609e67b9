import type { DeviceReport, EngineChoice } from '../domain/device';
import type { LoadRequest } from '../domain/engine';
import { errorShape, fail, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { InstalledPack } from '../domain/pack';
import { createEngineClient } from '../engine/client';
import { chooseEngine } from '../engine/choose';
import { probeDevice } from '../engine/probe';
import { About } from './about.svelte';
import { Draft } from './draft.svelte';
import { engineReachesNetwork } from './engineNetwork';
import { Library } from './library.svelte';
import { packsClient } from './packsClient';
import { countAllRequests } from './requests';
import { Runner } from './runner.svelte';
import { cpuRuntime } from './runtime';
import { Settings } from './settings.svelte';
import { Shell } from './shell.svelte';
import { Translate } from './translate.svelte';
import { spawnEngine } from './workers';

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
  readonly library: Library = new Library({
    packs: packsClient(),
    report: (error) => this.report(error),
    askPersist: () => this.askPersist(),
    beforeRemove: async (packId) => {
      const { status } = this.runner;
      if (status.kind !== 'idle' && status.packId === packId) await this.runner.release();
    },
  });
  readonly runner: Runner = new Runner({
    engine: createEngineClient(spawnEngine, {
      cpuRuntime,
      onNotice: (notice) => this.runner.onNotice(notice),
    }),
    files: (pack, choice) => this.#files(pack, choice),
    device: () => this.#probed,
    choose: chooseEngine,
    preference: () => this.settings.engine,
  });
  readonly translate: Translate;
  readonly draft: Draft;
  readonly about: About;
  readonly #probed: Promise<DeviceReport>;

  constructor() {
    countAllRequests();
    this.#probed = probeDevice();
    const report = (error: unknown) => this.report(error);
    const { runner, library } = this;
    this.translate = new Translate({ runner, report, packs: () => library.forTask('translate') });
    this.draft = new Draft({ runner, report, packs: () => library.forTask('draft') });
    this.about = new About({
      installed: () => library.installed,
      partBytes: () => library.partBytes,
      packRequests: () => library.requests(),
      networkRefused: async () => !(await engineReachesNetwork()),
    });
    void this.#start();
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
    if (!navigator.storage?.persist) return;
    this.persisted = (await navigator.storage.persisted()) || (await navigator.storage.persist());
    this.persistAsked = true;
  }

  async deleteWork(): Promise<void> {
    await this.about.deleteWork();
    this.translate.forget();
    this.draft.forget();
  }

  async #start(): Promise<void> {
    addEventListener('unhandledrejection', (event) => this.report(event.reason));
    const settle = (work: Promise<unknown>) => work.catch((thrown: unknown) => this.report(thrown));
    await Promise.all([
      settle(this.settings.restore(navigator.languages)),
      settle(this.translate.restore()),
      settle(this.draft.restore()),
      settle(this.library.open()),
    ]);
    this.ready = true;
    void settle(this.shell.register());
    void settle(this.#probed.then((device) => (this.device = device)));
    void settle(
      Promise.resolve(navigator.storage?.persisted?.()).then((kept) => (this.persisted = kept ?? null)),
    );
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
