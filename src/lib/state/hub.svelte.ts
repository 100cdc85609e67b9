import { baseModels, publishedName } from '../catalogue/bases';
import { type CuratedModel, curatedModels, knowsLanguage, variantFor } from '../catalogue/curated';
import { listedModel, type ListedModel, listedModels } from '../catalogue/record';
import { rungOf } from '../catalogue/suggest';
import { candidateOf, knownWish, wishFor } from '../catalogue/wish';
import type { Assessment, Candidate, DeviceReport } from '../domain/device';
import { type ErrorShape, errorShape, isAbort, toAppError } from '../domain/errors';
import type { InstalledPack, PackId } from '../domain/pack';
import type { HubAnswer, HubFound, HubUpdate, HubWish, PlannedPack } from '../domain/plan';
import { parseHubAddress } from '../packs/form/hub-address';
import type { PacksService } from '../packs/service';
import type { Connection } from '../wire/connect';
import type { Places } from './places.svelte';

export type HubParts = {
  /** The worker that may ask other hosts: started by the first question, and not before. */
  sources: () => Connection<PacksService>;
  places: Places;
  device: () => DeviceReport | null;
  assess: (candidate: Candidate, device: DeviceReport) => Assessment;
};

/** Where a question to a hub stands. `what` is what the person asked for. */
export type HubStage =
  | { kind: 'idle' }
  | { kind: 'asking'; what: string }
  | { kind: 'choose'; wish: HubWish; files: readonly { path: string; bytes: number }[] }
  | { kind: 'found'; what: string; models: readonly HubFound[] }
  | { kind: 'ready'; plan: PlannedPack }
  | { kind: 'failed'; error: ErrorShape; again: (() => void) | null };

export type UpdateStage =
  { kind: 'asking' } | { kind: 'found'; update: HubUpdate } | { kind: 'failed'; error: ErrorShape };

/** An offer of an update. */
type Newer = Exclude<HubUpdate, { kind: 'current' }>;

/** A model of the catalogue, with the way of computing that this device takes. */
export type Offer = {
  model: CuratedModel;
  record: ListedModel;
  assessment: Assessment | null;
  /** The language that was asked for is perhaps among those that it claims and does not name. */
  maybe: boolean;
  /** Worth a look first on a device of this kind, and it fits. */
  suggested: boolean;
};

/** The page that gets models from a hub: what could be had, a question at a time, and newer versions of what is here. */
export class Hub {
  stage = $state.raw<HubStage>({ kind: 'idle' });
  /** A BCP-47 tag, or '' for all. */
  language = $state('');
  fitsOnly = $state(false);
  readonly updates = $state<Record<PackId, UpdateStage | undefined>>({});
  #asking: AbortController | undefined;
  readonly #parts: HubParts;

  /** Those that fit first, and among them those that name the language; the order of the list within. */
  readonly offers = $derived.by(() => this.#offers());

  constructor(parts: HubParts) {
    this.#parts = parts;
  }

  /** The whole list, in its own order. */
  get all(): readonly ListedModel[] {
    return listedModels();
  }

  /** What is done with the record of this id, where there is one. */
  withListed(id: string, use: (record: ListedModel) => void): void {
    const record = listedModel(id);
    if (record) use(record);
  }

  assess(record: ListedModel): Assessment | null {
    const device = this.#parts.device();
    return device && this.#parts.assess(candidateOf(record), device);
  }

  /** False where what was typed names no model. */
  askTyped(typed: string): boolean {
    const { places } = this.#parts;
    const address = parseHubAddress(typed, places.endpoint);
    if (!address) return false;
    this.ask(knownWish({ ...address, hosts: places.hostsOf(address.endpoint) }), typed.trim());
    return true;
  }

  askListed(record: ListedModel): void {
    this.ask(wishFor(record, this.#parts.places.hub), record.id);
  }

  /** The newer version of a pack that is here. Terms that have changed are read of it, not of our list. */
  askUpdate({ manifest }: InstalledPack, { wish, licence }: Newer): void {
    const { about, ...known } = knownWish(wish, manifest.memoryBytes);
    const { licence: ours, ...rest } = about ?? {};
    const kept = ours && !licence ? { ...rest, licence: ours } : rest;
    this.ask({ ...known, ...(about ? { about: kept } : {}) }, manifest.name);
  }

  choose(wish: HubWish, file: string): void {
    this.ask({ ...wish, file }, file);
  }

  ask(wish: HubWish, what: string): void {
    this.#plan(what, async (signal) => {
      const bases = baseModels();
      const answer = await this.#parts.sources().call('planHub', { ...wish, bases }, signal);
      return stageOf(answer, wish);
    });
  }

  /** Asks the hub which GGUFs it has under a name. */
  search(typed: string): void {
    const name = typed.trim();
    this.#plan(name, async (signal) => {
      const args = { ...this.#parts.places.hub, name };
      const models = await this.#parts.sources().call('searchHub', args, signal);
      return { kind: 'found', what: name, models };
    });
  }

  /** A model that this device cannot run as it is listed may be had as a GGUF, which runs without a GPU. */
  searchGguf(record: ListedModel): void {
    this.search(publishedName(record));
  }

  /** Plans a model that a mirror offers of itself. */
  askMirror(baseUrl: string, packId: PackId, name: string): void {
    this.#plan(name, async (signal) => {
      const plan = await this.#parts.sources().call('planMirror', { baseUrl, packId }, signal);
      return { kind: 'ready', plan };
    });
  }

  cancel(): void {
    this.#asking?.abort(new DOMException('cancelled', 'AbortError'));
    this.#asking = undefined;
    this.stage = { kind: 'idle' };
  }

  /** The words of a licence of the plan on screen. */
  licenceText(packId: PackId, path: string): Promise<string> {
    return this.#parts.sources().call('plannedText', { packId, path });
  }

  async checkUpdate({ packId }: InstalledPack): Promise<void> {
    this.updates[packId] = { kind: 'asking' };
    try {
      const update = await this.#parts.sources().call('checkHub', { packId });
      this.updates[packId] = { kind: 'found', update };
    } catch (thrown) {
      this.updates[packId] = { kind: 'failed', error: errorShape(toAppError(thrown)) };
    }
  }

  #plan(what: string, ask: (signal: AbortSignal) => Promise<HubStage>): void {
    this.cancel();
    const asking = new AbortController();
    this.#asking = asking;
    this.stage = { kind: 'asking', what };
    void ask(asking.signal)
      .catch((thrown: unknown): HubStage => {
        if (isAbort(thrown)) return { kind: 'idle' };
        return { kind: 'failed', error: errorShape(toAppError(thrown)), again: () => this.#plan(what, ask) };
      })
      .then((stage) => {
        // Another question may have been asked meanwhile.
        if (this.#asking === asking) this.stage = stage;
      });
  }

  #offers(): Offer[] {
    const device = this.#parts.device();
    const f16 = device?.gpu.kind === 'gpu' ? device.gpu.shaderF16 : false;
    const ranked = curatedModels().flatMap((model): { offer: Offer; rank: number }[] => {
      const knows = this.language === '' ? 'yes' : knowsLanguage(model, this.language);
      if (knows === 'no') return [];
      const record = variantFor(model, f16);
      const assessment = this.assess(record);
      const verdict = assessment?.verdict ?? 'fits';
      if (this.fitsOnly && verdict !== 'fits') return [];
      const rung = device && verdict === 'fits' ? rungOf(model, device) : undefined;
      const maybe = knows === 'maybe';
      const offer = { model, record, assessment, maybe, suggested: rung !== undefined };
      const place = rung === undefined ? 1 : rung / 10;
      return [{ offer, rank: VERDICTS.indexOf(verdict) * 4 + (maybe ? 2 : 0) + place }];
    });
    return ranked.sort((a, b) => a.rank - b.rank).map(({ offer }) => offer);
  }
}

const VERDICTS: readonly Assessment['verdict'][] = ['fits', 'slow', 'no'];

function stageOf(answer: HubAnswer, wish: HubWish): HubStage {
  if (answer.kind === 'ready') return { kind: 'ready', plan: answer.plan };
  // From here on the commit counts: a branch may move before the person has chosen.
  const pinned = { ...wish, repo: answer.repo, revision: answer.revision };
  return { kind: 'choose', wish: pinned, files: answer.files };
}
