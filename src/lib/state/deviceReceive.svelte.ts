import { AppError, errorShape, fail, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import { toDigest } from '../domain/digest';
import type { InstallState } from '../domain/install';
import type { PackId, PersonsWord } from '../domain/pack';
import type { PlannedPack } from '../domain/plan';
import type { PacksService } from '../packs/service';
import type { Line } from '../peer/line';
import { receivePacks, type Receiver } from '../peer/receiver';
import type { Connection } from '../wire/connect';
import { bringFiles } from './deviceFeed';
import type { FileProgress } from './deviceSend.svelte';

export type InstallAnswers = { acceptedLicence: boolean; word?: PersonsWord };

export type ReceiveParts = {
  packs: () => Connection<PacksService>;
  install: (plan: PlannedPack, answers: InstallAnswers) => void;
  stateOf: (packId: PackId) => InstallState;
  report: (error: unknown) => void;
};

/** Longest licence read from another device to be shown. */
const MOST_LICENCE_BYTES = 1024 * 1024;

/** The receiving side: what the other device offers, checked, and what was taken of it. */
export class DeviceReceive {
  offers = $state.raw<readonly PlannedPack[]>([]);
  /** Why packs were left out that the other device offers. */
  refused = $state.raw<readonly ErrorShape[]>([]);
  /** Everything that is offered is in the list. */
  listed = $state(false);
  /** Files on their way, by pack. */
  files = $state.raw<Readonly<Record<PackId, readonly FileProgress[]>>>({});
  #receiver: Receiver | undefined;
  /** What was asked for and is not complete: taken up again when a line is there again. */
  readonly #asked = new Map<PackId, InstallAnswers>();
  readonly #told = new Map<PackId, 'taking' | 'taken' | 'left'>();
  readonly #parts: ReceiveParts;

  constructor(parts: ReceiveParts) {
    this.#parts = parts;
  }

  /** Takes in what is offered, and brings what is wanted, until the line is down. Throws `peer/protocol`. */
  async serve(line: Line): Promise<void> {
    this.offers = [];
    this.refused = [];
    this.listed = false;
    this.#told.clear();
    const down = new AbortController();
    const planning: Promise<void>[] = [];
    const receiver = receivePacks(line, {
      offered: (entry) => planning.push(this.#plan(entry, line.name, receiver, down.signal)),
      complete: () => void Promise.all(planning).then(() => (this.listed = true)),
    });
    this.#receiver = receiver;
    try {
      await receiver.closed;
    } finally {
      down.abort(new DOMException('the line is down', 'AbortError'));
      this.#receiver = undefined;
      this.files = {};
    }
  }

  /** Something of what is offered is here, and nothing that was begun is missing. */
  get complete(): boolean {
    const kinds = this.offers.map(({ packId }) => this.#parts.stateOf(packId).kind);
    return kinds.includes('installed') && kinds.every((kind) => kind === 'installed' || kind === 'available');
  }

  /** What the person has answered for a pack that is not complete: they are not asked twice. */
  answersFor(packId: PackId): InstallAnswers | undefined {
    return this.#asked.get(packId);
  }

  install(plan: PlannedPack, answers: InstallAnswers): void {
    this.#asked.set(plan.packId, answers);
    this.#parts.install(plan, answers);
  }

  /** Compares what runs with what the sender was told. Called when the state of an installation has changed. */
  tell(): void {
    for (const { packId } of this.offers) {
      const { kind } = this.#parts.stateOf(packId);
      const before = this.#told.get(packId);
      if (kind === 'installed') this.#asked.delete(packId);
      const now =
        kind === 'installed' ? 'taken' : ['available', 'failed', 'paused'].includes(kind) ? 'left' : 'taking';
      // What was here before, and what nobody asked for, is nobody's business.
      if (now === before || (now !== 'taking' && before === undefined)) continue;
      this.#told.set(packId, now);
      this.#receiver?.tell(packId, now);
    }
  }

  /** The text of a licence that comes with an offer, checked by its digest: there may be no site to ask. */
  async licenceText({ packId, manifest }: PlannedPack, path: string): Promise<string> {
    const shard = manifest.shards.find((each) => each.role === 'licence' && each.path === path);
    if (!shard || shard.bytes > MOST_LICENCE_BYTES) return fail('pack/missing', { packId, file: path });
    const receiver = this.#receiver ?? fail('peer/failed', { problem: 'closed' });
    const text = new Uint8Array(shard.bytes);
    let filled = 0;
    const take = async (bytes: Uint8Array) => {
      if (filled + bytes.length > text.length)
        fail('source/too-long', { host: '', file: path, bytes: shard.bytes, claimed: filled + bytes.length });
      text.set(bytes, filled);
      filled += bytes.length;
    };
    await receiver.read({ sha256: shard.sha256, offset: 0 }, take, new AbortController().signal);
    const found = toDigest(await crypto.subtle.digest('SHA-256', text));
    if (found !== shard.sha256) fail('source/digest', { host: '', file: path });
    return new TextDecoder().decode(text);
  }

  async #plan(entry: Uint8Array, name: string, receiver: Receiver, down: AbortSignal): Promise<void> {
    try {
      const plan = await this.#parts.packs().call('planPeer', { entry, name }, down);
      if (this.offers.some(({ packId }) => packId === plan.packId)) return;
      this.offers = [...this.offers, plan];
      const show = (file: FileProgress) => this.#show(plan.packId, file);
      const bringing = bringFiles(this.#parts.packs(), plan, receiver, show, down);
      bringing.catch((thrown: unknown) => {
        if (!isAbort(thrown)) this.#parts.report(thrown);
      });
      const answers = this.#asked.get(plan.packId);
      // Only what the line's end has stopped: a pause, or a cancel, was the person's.
      if (answers && this.#parts.stateOf(plan.packId).kind === 'failed') this.#parts.install(plan, answers);
    } catch (thrown) {
      if (isAbort(thrown)) return;
      const error = toAppError(thrown);
      // An offer that cannot be read does not hide the others; a worker that is gone does.
      if (error instanceof AppError && error.code.startsWith('pack/'))
        this.refused = [...this.refused, errorShape(error)];
      else this.#parts.report(error);
    }
  }

  #show(packId: PackId, file: FileProgress): void {
    const others = this.files[packId]?.filter(({ path }) => path !== file.path) ?? [];
    this.files = { ...this.files, [packId]: [...others, file] };
  }
}
