import type { InstallEvent, InstallResult } from '../../../src/lib/domain/install';
import type { PacksService } from '../../../src/lib/packs/service';
import { connect, type Connection } from '../../../src/lib/wire/connect';
import type { Port } from '../../../src/lib/wire/protocol';
import type { Fault, Logged, Plan, Word } from '../../fakes/bad-server';
import type { SmallPack } from '../../fakes/small-pack';
import type { Setting } from './worker';

/** A packs worker and a plan of the bad server, both of one test alone. */
export type Bench = {
  id: string;
  root: string;
  packs: Connection<PacksService>;
  /** A second tab, or this one after a reload: another worker over the same store. */
  another(setting?: Partial<Setting>): { packs: Connection<PacksService>; kill(): void };
  kill(): void;
  /** Base address of the pack on the bad server. */
  baseUrl: string;
  serve(pack: SmallPack, faults?: Fault[], id?: string): Promise<void>;
  log(id?: string): Promise<Logged[]>;
  /** What is held (`holdAt`) goes on: all of it, or files whose path contains this. */
  letGo(path?: string): Promise<void>;
  install(
    pack: SmallPack,
    options?: InstallOptions,
  ): Promise<{ result: InstallResult; events: InstallEvent[] }>;
};

export type InstallOptions = {
  packs?: Connection<PacksService>;
  mirrors?: string[];
  signal?: AbortSignal;
  onEvent?: (event: InstallEvent) => void;
};

let count = 0;

export function bench(setting: Partial<Setting> = {}): Bench {
  const id = `t${Date.now().toString(36)}-${count++}`;
  const root = `test-${id}`;
  const baseUrl = `/bad/${id}`;
  const another: Bench['another'] = (more = {}) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      type: 'module',
      name: JSON.stringify({ root, ...setting, ...more }),
    });
    return { packs: connect<PacksService>(worker as Port), kill: () => worker.terminate() };
  };
  const { packs, kill } = another();
  let waits = false;
  return {
    id,
    root,
    packs,
    kill,
    another,
    baseUrl,
    async serve(pack, faults = [], at = id) {
      const plan: Plan = { files: pack.files, faults };
      waits = faults.some(waitsForApp);
      await fetch(`/bad/${at}`, { method: 'PUT', body: JSON.stringify(plan) });
    },
    log: async (at = id) => (await (await fetch(`/bad/${at}`)).json()) as Logged[],
    letGo: (path = '') => tell(id, { free: path }),
    async install(pack, { packs: over = packs, mirrors = [], signal, onEvent } = {}) {
      const events: InstallEvent[] = [];
      // For workers that trust no key of ours: where one is trusted, the word is not needed, and not kept.
      const word = { at: new Date(0).toISOString(), note: 'a test' };
      const args = { entry: pack.entry, baseUrl, mirrors, acceptedLicence: true, word };
      const stream = over.stream('install', args, signal);
      for (;;) {
        const step = await stream.next();
        if (step.done) return { result: step.value, events };
        events.push(step.value);
        onEvent?.(step.value);
        if (waits && step.value.kind === 'progress') await tell(id, { has: step.value.heldBytes });
      }
    },
  };
}

/** To the bad server's plan `id`. */
export async function tell(id: string, word: Word): Promise<void> {
  await fetch(`/bad/${id}`, { method: 'POST', body: JSON.stringify(word) });
}

/** The server has to hear how far the app is. */
export const waitsForApp = ({ holdAt, cutAt }: Fault): boolean => holdAt !== undefined && cutAt !== undefined;

const LAST_BYTES = 4096;

/**
 * A cut after so many bytes, once the app has all but the last of them: what a browser has received and the app has not
 * read is lost with the line, and on a busy machine that may be much.
 */
export function cut(at: number): Fault {
  const cutAt = Math.floor(at);
  return { holdAt: Math.max(0, cutAt - LAST_BYTES), cutAt };
}

/** A folder of a store whose root has this name, behind the app's back. */
export async function folder(root: string, name: string): Promise<FileSystemDirectoryHandle> {
  return (await (await navigator.storage.getDirectory()).getDirectoryHandle(root)).getDirectoryHandle(name);
}

/** Bytes that an unfinished pack still lacks. */
export async function missingOf(packs: Connection<PacksService>): Promise<number> {
  const [pack] = await packs.call('unfinished', {});
  return pack ? pack.totalBytes - pack.heldBytes : 0;
}

/** Bytes of weights that the server sent in all. */
export function sentOf(log: Logged[], pack: SmallPack): number {
  return log
    .filter(({ path }) => path.includes(pack.weights.sha256))
    .reduce((sum, { sent }) => sum + sent, 0);
}
