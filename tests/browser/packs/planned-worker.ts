import type { ByteSource } from '../../../src/lib/domain/bytes';
import { appError, fail } from '../../../src/lib/domain/errors';
import type { PackManifest, Shard, Source, Trust } from '../../../src/lib/domain/pack';
import type { PlannedPack } from '../../../src/lib/domain/plan';
import type { Vet } from '../../../src/lib/domain/inspect';
import { keepingService } from '../../../src/lib/packs/keeping-service';
import { network } from '../../../src/lib/packs/line/network';
import { networkSupply } from '../../../src/lib/packs/fetch/addresses';
import { plansService } from '../../../src/lib/packs/plans-service';
import { openBytes } from '../../../src/lib/packs/store/read';
import { rejectedService } from '../../../src/lib/packs/rejected-service';
import { packsRoom } from '../../../src/lib/packs/room';
import { storageService } from '../../../src/lib/packs/storage-service';
import { openStore } from '../../../src/lib/packs/store/store';
import { cacheStore } from '../../../src/lib/packs/store/store-cache';
import type { Supply } from '../../../src/lib/packs/fetch/supply';
import type { Port } from '../../../src/lib/wire/protocol';
import { serve } from '../../../src/lib/wire/serve';
import { seededBytes } from '../../fakes/seeded-bytes';

/** The parts of the packs service that install what was planned, with plans made by the test. Told through its name. */
export type PlannedSetting = {
  root: string;
  store?: 'cache';
  outside?: boolean;
  attempts?: number;
  stallMs?: number;
  /** What the vet finds: that the weights do not fit, or what it could not tell. */
  vet?: 'unfit' | 'unsure';
};

/** What a feed has under a path, as the other device would read it: `cutAt` ends it early, `flips` counts wrong answers. */
export type FeedFile = { seed: number; bytes: number; cutAt?: number; flip?: number; flips?: number };

/** `holdAt`: reads from there on wait until `release`, as a slow disk would. */
export type LocalFile = { path: string; file: File; holdAt?: number };

export type PlanArgs = {
  manifest: PackManifest;
  source: Source;
  trust?: Trust;
  files?: LocalFile[];
  feed?: Record<string, FeedFile>;
};

const setting = JSON.parse(self.name) as PlannedSetting;
const { root, store, outside = false, attempts = 2, stallMs = 60_000, vet: finds } = setting;
const patience = { attempts, stallMs, baseDelayMs: 20, maxDelayMs: 200 };

const vet: Vet = async (manifest, open, signal) => {
  if (finds === 'unfit') fail('pack/unfit', { file: 'model.gguf', what: 'no such architecture' });
  const weights = manifest.shards.find(({ role }) => role === 'weights')!;
  const source = await open(weights);
  const first = await source.read(0, 4);
  source.close();
  signal.throwIfAborted();
  return {
    checks: [{ what: 'structure', path: weights.path, result: 'passed', details: [...first].join(' ') }],
    unknown: finds === 'unsure' ? ['quality'] : [],
  };
};
const open = async () =>
  store === 'cache' ? ((await cacheStore(root)) ?? fail('storage/unavailable')) : openStore(root);
const room = packsRoom({ network: network(patience), outside, open, vet });

function feedOf(files: Record<string, FeedFile>): Supply {
  async function* read({ path }: Shard, offset: number, signal: AbortSignal) {
    const file = files[path] ?? fail('peer/failed', {});
    const bytes = seededBytes(file.seed, file.bytes);
    if (file.flip !== undefined && (file.flips ?? 0) > 0) {
      file.flips = (file.flips ?? 0) - 1;
      bytes[file.flip] = bytes[file.flip]! ^ 1;
    }
    const { cutAt = file.bytes } = file;
    delete file.cutAt;
    for (let at = offset; at < cutAt; at += 100_000) {
      signal.throwIfAborted();
      yield bytes.slice(at, Math.min(cutAt, at + 100_000));
    }
    if (cutAt < file.bytes) throw appError('peer/failed');
  }
  return { kind: 'feed', read };
}

let release = () => {};
const released = new Promise<void>((resolve) => (release = resolve));

async function heldFile({ file, holdAt = Infinity }: LocalFile): Promise<ByteSource> {
  const source = await openBytes(file);
  return {
    ...source,
    async read(offset, length) {
      if (offset >= holdAt) await released;
      return source.read(offset, length);
    },
  };
}

function supplyOf({ source, files, feed }: PlanArgs): Supply {
  if (feed) return feedOf(feed);
  if (!files) return networkSupply(source, []);
  const open = async (shard: Shard) => {
    const found = files.find(({ path }) => path === shard.path);
    return found && heldFile(found);
  };
  return { kind: 'local', open };
}

const plan = (args: PlanArgs): Promise<PlannedPack> =>
  room.plans.add({
    manifest: args.manifest,
    source: args.source,
    trust: args.trust ?? 'declared',
    fits: [],
    unknown: ['training-data'],
    supply: supplyOf(args),
  });

const service = {
  ...plansService(room),
  ...rejectedService(room),
  ...keepingService(room),
  ...storageService(room),
  plan,
  /** Reads that are held go on. */
  release: async () => (release(), null),
  /** The file in the area of blobs and of what was set apart. */
  sizes: async ({ sha256 }: { sha256: Shard['sha256'] }) => {
    const ready = await room.store();
    return {
      blob: (await ready.size('blobs', sha256)) ?? null,
      rejected: (await ready.size('rejected', sha256)) ?? null,
      readable: (await ready.ref(sha256)) !== undefined,
    };
  },
};
export type PlannedService = typeof service;

serve(self as Port, service);
