import type { InstallEvent, InstallResult, InstallState } from '../domain/install';
import type { PackId, Source } from '../domain/pack';
import type { PacksService } from '../packs/service';
import type { Connection } from '../wire/connect';
import { atHand, inOrder, moved, turnsOf } from './downloadQueue';
import { DownloadMemory } from './downloadMemory.svelte';
import type { DownloadSettings } from './downloadsRecord';
import { totalOf } from './downloadTotal';
import { followInstall } from './followInstall';
import type { NetworkWatch } from './network';

export type Begin = (signal: AbortSignal) => AsyncGenerator<InstallEvent, InstallResult, void>;
/** `later` has it recorded only, and nothing fetched. */
export type Ask = (signal: AbortSignal, later: boolean) => AsyncGenerator<InstallEvent, InstallResult, void>;

export type PacksWorker = Connection<PacksService>;

/** A pack on its way. `heldBytes` as they were when it was put into the queue. */
export type Download = {
  packId: PackId;
  name: string;
  source: Source['kind'];
  heldBytes: number;
  totalBytes: number;
  /** A file of it was another one than was wanted: it goes on only when the person says so. */
  refused?: boolean;
  /** Who fetches it. */
  worker: () => PacksWorker;
  /** Asks for the pack. Absent: it was asked for already, and the worker has a record of that. */
  begin?: Ask;
  /** Goes on with what was asked for. */
  resume: Begin;
};

/** Failures of the line, which may be gone when the network is another one. */
const OF_THE_LINE = ['source/unreachable', 'source/stalled', 'source/web-page', 'source/redirected'];
/** How often in a row a worker may end under a download that goes on by itself. */
const MOST_DEATHS = 3;

export type DownloadsParts = {
  network: NetworkWatch;
  /** Tells the workers of what runs; null lifts the bound. */
  limit: (bytesPerSecond: number | null, running: readonly Download[]) => void;
  /** A network may be used that could not be before. */
  freed: () => void;
  /** One has arrived, or ended otherwise: the lists may be other ones. */
  ended: (packId: PackId, healed: number) => Promise<void>;
  /** Order, pauses or choices have changed, or one has begun: other tabs want to know. */
  tell: () => void;
  report: (error: unknown) => void;
};

/** What arrives, in which order, how many at once, how fast and over which networks. */
export class Downloads {
  queue = $state.raw<readonly Download[]>([]);
  readonly states = $state<Record<PackId, InstallState | undefined>>({});
  metering = $state<ReturnType<NetworkWatch['metering']>>('unknown');
  /** The person said that this network may be used, although it is metered or may be. Until it changes. */
  #allowedHere = $state(false);
  /** Choices and pauses of the person, in any tab. */
  readonly #memory = new DownloadMemory();
  /** Not by the person: a file was refused, or the source ended it. To go on is for the person to say. */
  readonly #stopped = new Set<PackId>();
  /** How often in a row the worker has ended under it. */
  readonly #deaths = new Map<PackId, number>();
  readonly #running = new Map<PackId, AbortController>();
  readonly #asking = new Set<PackId>();
  readonly #parts: DownloadsParts;

  readonly total = $derived(totalOf(this.queue.map(({ packId }) => this.states[packId])));
  /** Nothing is fetched over this network until the person says so. */
  readonly held = $derived(
    this.settings.unmeteredOnly && this.metering !== 'unmetered' && !this.#allowedHere,
  );

  get settings(): DownloadSettings {
    return this.#memory.settings;
  }

  constructor(parts: DownloadsParts) {
    this.#parts = parts;
    this.metering = parts.network.metering();
    parts.network.onChange(() => {
      this.metering = parts.network.metering();
      this.#allowedHere = false;
      if (!this.held) parts.freed();
      const cutOff = this.queue.map(({ packId }) => packId).filter((packId) => this.#cutOff(packId));
      if (cutOff.length > 0) this.resumeAll(cutOff);
      else this.#turn();
    });
  }

  /**
   * Takes over the choices that were kept, and all downloads that were asked for and are not complete: those of an earlier
   * page, and those of other tabs.
   */
  async restore(unfinished: readonly Download[]): Promise<void> {
    const order = await this.#memory.recall();
    const isOf = (list: readonly Download[], packId: PackId) => list.some((one) => one.packId === packId);
    // Ended or thrown away in another tab.
    const gone = ({ packId, begin }: Download) =>
      !begin && !this.#running.has(packId) && !isOf(unfinished, packId);
    for (const { packId } of this.queue.filter(gone)) this.#drop(packId);
    const fresh = unfinished.filter(({ packId }) => !isOf(this.queue, packId));
    for (const { packId, refused } of fresh) if (refused) this.#stopped.add(packId);
    this.queue = inOrder([...this.queue, ...fresh], order);
    this.#turn();
  }

  /** Puts a download at the end of the queue, or lets one go on that is in it. */
  add(download: Download): void {
    const { packId } = download;
    if (this.#running.has(packId)) return;
    const known = this.queue.some((one) => one.packId === packId);
    this.queue = known
      ? this.queue.map((one) => (one.packId === packId ? download : one))
      : [...this.queue, download];
    this.resume(packId);
  }

  /** It has failed, and nobody but a person can bring back what it came from: files, or another device. */
  isStranded(packId: PackId): boolean {
    const source = this.queue.find((one) => one.packId === packId)?.source;
    return this.states[packId]?.kind === 'failed' && !['site', 'mirror', 'hub'].includes(source ?? '');
  }

  pause(packId: PackId): void {
    this.pauseAll([packId]);
  }

  /** What has arrived is kept, also across a reload. */
  pauseAll(packIds = this.queue.map(({ packId }) => packId)): void {
    for (const packId of packIds) {
      if (this.states[packId]?.kind !== 'failed') this.#memory.paused.add(packId);
    }
    this.#changed();
  }

  resume(packId: PackId): void {
    this.resumeAll([packId]);
  }

  /** Also tries again what has failed. */
  resumeAll(packIds = this.queue.map(({ packId }) => packId)): void {
    for (const packId of packIds) {
      this.#memory.paused.delete(packId);
      this.#stopped.delete(packId);
      this.#deaths.delete(packId);
      if (this.states[packId]?.kind === 'failed') this.states[packId] = undefined;
    }
    this.#changed();
  }

  /** Pauses a download, and settles when its transfer has ended. */
  async stop(packId: PackId): Promise<void> {
    this.pause(packId);
    while (this.#running.has(packId)) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** What has arrived is gone. Before that it stays paused: another tab would go on with it. */
  forget(packId: PackId): void {
    this.#drop(packId);
    this.#changed();
  }

  move(packId: PackId, by: number): void {
    this.queue = moved(this.queue, packId, by);
    this.#changed();
  }

  choose(settings: DownloadSettings): void {
    this.#memory.settings = settings;
    this.#changed();
  }

  /** Goes on over this network, although it is metered or may be. */
  allowHere(): void {
    this.#allowedHere = true;
    this.#parts.freed();
    this.#turn();
  }

  /** Starts and stops transfers so that those run whose turn it is. */
  #turn(): void {
    const failed = (packId: PackId) => this.states[packId]?.kind === 'failed';
    const waiting = this.queue.map(({ packId, source }) => ({
      packId,
      source,
      paused: this.#isPaused(packId),
      failed: failed(packId),
    }));
    const now = turnsOf(waiting, this.settings.atOnce, this.held);
    for (const [packId, controller] of this.#running)
      if (!now.has(packId)) controller.abort(new DOMException('not its turn', 'AbortError'));
    this.#parts.limit(
      this.settings.bytesPerSecond,
      this.queue.filter(({ packId }) => now.has(packId)),
    );
    for (const download of this.queue) {
      const { packId } = download;
      if (this.#running.has(packId)) continue;
      if (now.has(packId)) void this.#run(download);
      else if (!failed(packId)) {
        this.states[packId] = this.#waiting(download);
        if (download.begin) void this.#ask(packId, download.begin);
      }
    }
  }

  /** Has the worker record what waits, so that it is there after a restart. */
  async #ask(packId: PackId, begin: Ask): Promise<void> {
    if (this.#asking.has(packId)) return;
    this.#asking.add(packId);
    const show = (state: InstallState) => {
      if (state.kind === 'failed') this.states[packId] = state;
    };
    const { signal } = new AbortController();
    await followInstall((until) => begin(until, true), signal, show);
    this.#asking.delete(packId);
    if (this.states[packId]?.kind !== 'failed') this.#asked(packId);
    else this.#turn();
  }

  async #run(download: Download): Promise<void> {
    const { packId } = download;
    const controller = new AbortController();
    this.#running.set(packId, controller);
    let healed = 0;
    const show = (state: InstallState) => {
      // The first bytes are here: so the worker's record of it is, too.
      if (state.kind === 'running' && this.states[packId]?.kind === 'running') this.#asked(packId);
      this.states[packId] = state.kind === 'paused' ? this.#waiting(download, state) : state;
    };
    const { begin, resume } = download;
    const done = await followInstall(
      begin ? (signal) => begin(signal, false) : resume,
      controller.signal,
      show,
      (chunks) => (healed += chunks),
    );
    this.#running.delete(packId);
    if (done) this.#drop(packId);
    // Nobody here stopped it: its source did, and starting it again is for the person to say.
    else if (!controller.signal.aborted && this.states[packId]?.kind !== 'failed') this.#stopped.add(packId);
    else this.#outlive(packId);
    this.#turn();
    await this.#parts.ended(packId, healed).catch(this.#parts.report);
  }

  /** The worker ended, and another one takes its place: the download goes on there by itself, unless that goes on and on. */
  #outlive(packId: PackId): void {
    const state = this.states[packId];
    const deaths = (this.#deaths.get(packId) ?? 0) + 1;
    if (state?.kind !== 'failed' || state.error.code !== 'storage/worker-ended' || deaths > MOST_DEATHS)
      return;
    this.#deaths.set(packId, deaths);
    this.states[packId] = undefined;
  }

  #isPaused(packId: PackId): boolean {
    return this.#memory.paused.has(packId) || this.#stopped.has(packId);
  }

  #asked(packId: PackId): void {
    const download = this.queue.find((one) => one.packId === packId);
    if (!download?.begin) return;
    const asked = { ...download };
    delete asked.begin;
    this.queue = this.queue.map((one) => (one.packId === packId ? asked : one));
    this.#parts.tell();
  }

  /** How a download stands that does not run. */
  #waiting({ packId, source, ...asked }: Download, now = this.states[packId]): InstallState {
    const known = now && 'totalBytes' in now && now.totalBytes > 0 ? now : asked;
    const { heldBytes, totalBytes } = known;
    if (this.#isPaused(packId)) return { kind: 'paused', heldBytes, totalBytes };
    const because = this.held && !atHand(source) ? 'network' : 'turn';
    return { kind: 'queued', heldBytes, totalBytes, because };
  }

  #cutOff(packId: PackId): boolean {
    const state = this.states[packId];
    return state?.kind === 'failed' && OF_THE_LINE.includes(state.error.code);
  }

  #drop(packId: PackId): void {
    this.queue = this.queue.filter((one) => one.packId !== packId);
    this.states[packId] = undefined;
    this.#memory.paused.delete(packId);
    this.#stopped.delete(packId);
    this.#deaths.delete(packId);
  }

  #changed(): void {
    this.#turn();
    this.#memory.save(this.queue.map(({ packId }) => packId)).then(this.#parts.tell, this.#parts.report);
  }
}
