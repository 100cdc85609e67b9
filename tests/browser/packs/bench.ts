import type { InstallEvent, InstallResult } from '../../../src/lib/domain/install';
import type { PacksService } from '../../../src/lib/packs/service';
import { connect, type Connection } from '../../../src/lib/wire/connect';
import type { Port } from '../../../src/lib/wire/protocol';
import type { Fault, Logged, Plan } from '../../fakes/bad-server';
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
  return {
    id,
    root,
    packs,
    kill,
    another,
    baseUrl,
    async serve(pack, faults = [], at = id) {
      const plan: Plan = { files: pack.files, faults };
      await fetch(`/bad/${at}`, { method: 'PUT', body: JSON.stringify(plan) });
    },
    log: async (at = id) => (await (await fetch(`/bad/${at}`)).json()) as Logged[],
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
      }
    },
  };
}

/**
 * A cut after so many bytes, sent at a pace that they are taken at: what the browser has received and we have not
 * read is lost with the line, so a test asks `missingOf` how much came.
 */
export function cut(at: number): Fault {
  return { cutAt: at, rate: 8 * 1024 * 1024 };
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
