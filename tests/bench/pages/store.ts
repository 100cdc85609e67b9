/** The app's packs worker beside the plain way to the same place, for rows about downloads and storage. */
import type { InstallEvent, InstallResult } from '../../../src/lib/domain/install';
import type { InstalledPack } from '../../../src/lib/domain/pack';
import { CHOICES, load, packs, requestFor, SITE, WORD } from './ours';
import { DAMAGES, type Damage } from './damage';
import type { StoreCall } from './store.worker';
import { pick, seeded } from '../../fixtures/gguf/random';

const worker = new Worker(new URL('./store.worker.ts', import.meta.url), { type: 'module' });

function plain<T>(message: StoreCall): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ result: T } | { error: string }>) =>
      'error' in data ? reject(new Error(data.error)) : resolve(data.result);
    worker.postMessage(message);
  });
}

/** ms from the call: until every byte is on the disk and checked, and until the pack may be used. */
export type Installed = { checkedMs: number; installedMs: number; bytes: number };
/** `missed` tells the damages that nobody noticed; `unchanged` those that changed nothing, and were drawn again. */
export type Mutations = {
  tried: number;
  caught: number;
  unchanged: number;
  missed: string[];
  codes: Record<string, number>;
};

async function follow(
  stream: AsyncGenerator<InstallEvent, InstallResult, void>,
  began: number,
): Promise<Installed> {
  let [checkedMs, bytes] = [NaN, 0];
  for (;;) {
    const step = await stream.next();
    if (step.done) {
      if (step.value.kind !== 'installed') throw new Error(step.value.kind);
      return { checkedMs, installedMs: performance.now() - began, bytes };
    }
    if (step.value.kind === 'plan') bytes = step.value.totalBytes;
    if (step.value.kind === 'vetting') checkedMs = performance.now() - began;
  }
}

async function offer(name: string) {
  const { packs: entries } = await packs().call('catalogue', { baseUrl: SITE });
  const entry = entries.find(({ manifest }) => manifest.name.includes(name));
  if (!entry) throw new Error(`the site has no pack ${name}`);
  return entry;
}

async function only(): Promise<InstalledPack> {
  const [pack] = await packs().call('list', {});
  if (!pack) throw new Error('no pack is installed');
  return pack;
}

/** The files that decide what is said: not the licence. */
async function read(pack: InstalledPack) {
  const files = await packs().call('files', { packId: pack.packId });
  return files.filter(({ role }) => role !== 'licence');
}

async function bytesOf(url: string): Promise<Blob> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.blob();
}

/** The code of what a person would be told, or `sound`. */
async function refusalOf(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) return String(thrown.code);
    throw thrown;
  }
}

const store = {
  async download(baseUrl: string, name: string): Promise<Installed> {
    const entry = await offer(name);
    const began = performance.now();
    return follow(packs().stream('install', { entry, baseUrl, acceptedLicence: true, word: WORD }), began);
  },

  /** The same files in the same order; ms. */
  async plainDownload(baseUrl: string, name: string): Promise<number> {
    const shards = [...(await offer(name)).manifest.shards].sort((a, b) => a.bytes - b.bytes);
    return plain({ call: 'download', urls: shards.map(({ sha256 }) => `${baseUrl}/blobs/${sha256}`) });
  },

  /** From a chosen file until it may be used: planned, read into quarantine, checked, vetted. */
  async importFile(file: File): Promise<Installed & { readMs: number }> {
    const began = performance.now();
    const install = await planned([{ path: file.name, file }]);
    return { readMs: performance.now() - began, ...(await follow(install, began)) };
  },

  plainCopy: (file: File): Promise<number> => plain({ call: 'copy', file }),

  /** A folder in MLC form, served under `base`. */
  async importFolder(base: string, names: readonly string[]): Promise<Installed> {
    const files = await Promise.all(
      names.map(async (name) => ({
        path: `model/${name}`,
        file: new File([await bytesOf(base + name)], name),
      })),
    );
    return follow(await planned(files), performance.now());
  },

  async clear(): Promise<void> {
    for (const { packId } of await packs().call('list', {})) await packs().call('remove', { packId });
    for (const { packId } of await packs().call('unfinished', {})) await packs().call('remove', { packId });
    await packs().call('freeRemoved', {});
    await packs().call('clearParts', {});
    for (const name of await caches.keys()) await caches.delete(name);
  },

  /** Damages files of the one pack, one at a time, and does what a load does before an engine gets a byte. */
  async mutate(count: number, seed: number): Promise<Mutations> {
    const pack = await only();
    const files = await read(pack);
    const whole = files.reduce((sum, { file }) => sum + file.bytes, 0);
    const random = seeded(seed);
    const seen: Mutations = { tried: 0, caught: 0, unchanged: 0, missed: [], codes: {} };
    for (const { file } of files) {
      const sound = await plain<string>({ call: 'read', file });
      if (sound !== 'sound') throw new Error(`before anything was damaged: ${sound}`);
    }
    while (seen.tried < count) {
      const change: Damage = {
        kind: DAMAGES[seen.tried % DAMAGES.length]!,
        ...{ at: random(), other: random(), bytes: 1 + pick(random, 4096), bit: pick(random, 8) },
      };
      // Each second one in the largest file, else in any.
      const weights = files.find(({ file }) => file.bytes > whole / 2) ?? files[0]!;
      const { path, file } = seen.tried % 2 === 0 ? weights : files[pick(random, files.length)]!;
      if (
        !(await plain<boolean>({ call: 'damage', file: file.ref as FileSystemFileHandle, damage: change }))
      ) {
        seen.unchanged++;
        continue;
      }
      const end = await refusalOf(async () => {
        const found = (await read(pack)).find((one) => one.path === path)!;
        return plain<string>({ call: 'read', file: found.file });
      });
      await plain({ call: 'restore' });
      seen.tried++;
      seen.codes[end] = (seen.codes[end] ?? 0) + 1;
      if (end === 'sound') seen.missed.push(`${path} ${JSON.stringify(change)}`);
      else seen.caught++;
    }
    return seen;
  },

  /** The same with the real engine: a damaged file of weights, and how its load ended. */
  async loadDamaged(count: number, seed: number): Promise<string[]> {
    const pack = await only();
    const random = seeded(seed);
    const ends: string[] = [];
    for (let index = 0; index < count; index++) {
      const weights = (await read(pack)).find(({ role }) => role === 'weights')!.file;
      const kind = DAMAGES[index % DAMAGES.length]!;
      const change = {
        kind,
        at: random(),
        other: random(),
        bytes: 1 + pick(random, 4096),
        bit: pick(random, 8),
      };
      await plain({ call: 'damage', file: weights.ref as FileSystemFileHandle, damage: change });
      ends.push(await store.tryLoad());
      await plain({ call: 'restore' });
    }
    return ends;
  },

  /** Loads the one pack on the CPU engine: `sound` once a session is there. */
  tryLoad: (): Promise<string> =>
    refusalOf(async () => {
      const session = await load(await requestFor(await only(), CHOICES.cpu), () => {});
      await session.close();
      return 'sound';
    }),

  /** Files kept as complete whose content is not what their name says; read without any code of ours. */
  async wrongBlobs(): Promise<number> {
    const root = await navigator.storage.getDirectory();
    const blobs = await (await root.getDirectoryHandle('haversack-packs')).getDirectoryHandle('blobs');
    let wrong = 0;
    for await (const file of blobs.values())
      if (
        file.kind === 'file' &&
        (await sha256(await (file as FileSystemFileHandle).getFile())) !== file.name
      )
        wrong++;
    return wrong;
  },

  /** Files in Cache Storage whose content is not what `truth` says of their name. */
  async wrongCached(truth: Readonly<Record<string, string>>): Promise<number> {
    let wrong = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const right = truth[new URL(request.url).pathname.split('/').at(-1) ?? ''];
        const kept = await cache.match(request);
        if (right && kept && (await sha256(await kept.blob())) !== right) wrong++;
      }
    }
    return wrong;
  },
};

async function planned(files: { path: string; file: File }[]) {
  const planning = packs().stream('planFiles', { files });
  for (;;) {
    const step = await planning.next();
    if (!step.done) continue;
    const [plan] = step.value;
    if (!plan) throw new Error('nothing was found in the files');
    return packs().stream('installPlanned', { packId: plan.packId, acceptedLicence: true, word: WORD });
  }
}

/** Hexadecimal. */
async function sha256(blob: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export type Store = typeof store;

declare global {
  interface Window {
    store: Store;
  }
}
window.store = store;
