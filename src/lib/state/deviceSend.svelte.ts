import type { Digest } from '../domain/digest';
import type { ErrorShape } from '../domain/errors';
import { packBytes, type InstalledPack, type PackId, type PackManifest } from '../domain/pack';
import type { PacksService } from '../packs/service';
import type { Line } from '../peer/line';
import { sendPacks, type SenderEvent, type SharedPack } from '../peer/sender';
import { OFFER_LIMITS } from '../peer/receiver';
import type { Connection } from '../wire/connect';
import { bytesLeft } from './bytesLeft';
import { Rate } from './rate';

export type FileProgress = { path: string; position: number; bytes: number };

/** One pack that is shared, as the sender sees it. */
export type SentPack = {
  packId: PackId;
  name: string;
  totalBytes: number;
  state: 'offered' | 'taking' | 'taken' | 'left';
  /** Files that the other device has asked for. */
  files: FileProgress[];
  bytesPerSecond: number | null;
  secondsLeft: number | null;
  error: ErrorShape | null;
};

const SHOW_EVERY_MS = 150;

/** The sending side: what is shared, and what becomes of it over there. */
export class DeviceSend {
  /** The person's choice: nothing else is offered, and nothing else can be read. */
  chosen = $state.raw<ReadonlySet<PackId>>(new Set());
  packs = $state.raw<readonly SentPack[]>([]);
  readonly #packs: () => Connection<PacksService>;

  constructor(packs: () => Connection<PacksService>) {
    this.#packs = packs;
  }

  /** Something was taken, and nothing that was begun is missing. */
  get complete(): boolean {
    const begun = this.packs.filter(({ state }) => state !== 'offered');
    return begun.length > 0 && begun.every(({ state }) => state === 'taken');
  }

  choose(packId: PackId, share: boolean): void {
    const chosen = new Set(this.chosen);
    if (share && chosen.size < OFFER_LIMITS.packs) chosen.add(packId);
    else chosen.delete(packId);
    this.chosen = chosen;
  }

  /** Serves the other device until the line is down. */
  async serve(line: Line, installed: readonly InstalledPack[]): Promise<void> {
    const shared = installed.filter(({ packId }) => this.chosen.has(packId));
    this.packs = shared.map(({ packId, manifest }) => ({
      ...{ packId, name: manifest.name, totalBytes: packBytes(manifest), state: 'offered' as const },
      ...{ files: [], bytesPerSecond: null, secondsLeft: null, error: null },
    }));
    const view = new SendView(shared, (packs) => (this.packs = packs), this.packs);
    await sendPacks(line, {
      packs: shared.map(sharedPack),
      read: (wanted) => this.#packs().call('readFile', wanted),
      tell: (event) => view.take(event),
    });
  }
}

function sharedPack({ packId, manifest, vouch }: InstalledPack): SharedPack {
  const entry = new TextEncoder().encode(JSON.stringify({ packId, manifest, ...(vouch ? { vouch } : {}) }));
  return { packId, entry, files: new Map(manifest.shards.map(({ sha256, bytes }) => [sha256, bytes])) };
}

/** Events of the line, gathered into what is on screen a few times a second. */
class SendView {
  readonly #paths = new Map<Digest, string>();
  readonly #manifests: ReadonlyMap<PackId, PackManifest>;
  readonly #rates = new Map<PackId, { rate: Rate; bytes: number; shownAt: number }>();

  constructor(
    shared: readonly InstalledPack[],
    private readonly show: (packs: readonly SentPack[]) => void,
    private packs: readonly SentPack[],
  ) {
    this.#manifests = new Map(shared.map(({ packId, manifest }) => [packId, manifest]));
    for (const { manifest } of shared)
      for (const { sha256, path } of manifest.shards) this.#paths.set(sha256, path);
  }

  take(event: SenderEvent): void {
    if (event.kind === 'pack') this.#change(event.packId, { state: event.state });
    else if (event.kind === 'unreadable') this.#change(event.packId, { error: event.error });
    else this.#sent(event);
  }

  #sent({ packId, sha256, position, bytes, length }: Extract<SenderEvent, { kind: 'sent' }>): void {
    const now = performance.now();
    const speed = this.#rates.get(packId) ?? { rate: new Rate(), bytes: 0, shownAt: 0 };
    this.#rates.set(packId, speed);
    speed.bytes += length;
    speed.rate.add(now, speed.bytes);
    if (now - speed.shownAt < SHOW_EVERY_MS && position < bytes) return;
    speed.shownAt = now;
    const pack = this.packs.find((one) => one.packId === packId);
    const path = this.#paths.get(sha256) ?? '';
    const others = pack?.files.filter((file) => file.path !== path) ?? [];
    const files = [...others, { path, position, bytes }];
    const { bytesPerSecond } = speed.rate;
    const left = bytesLeft(this.#manifests.get(packId)?.shards ?? [], files);
    this.#change(packId, {
      files,
      bytesPerSecond,
      secondsLeft: bytesPerSecond ? left / bytesPerSecond : null,
    });
  }

  #change(packId: PackId, changes: Partial<SentPack>): void {
    this.packs = this.packs.map((pack) => (pack.packId === packId ? { ...pack, ...changes } : pack));
    this.show(this.packs);
  }
}
