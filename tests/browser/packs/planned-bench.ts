import type { InstallEvent, InstallResult } from '../../../src/lib/domain/install';
import type { HubSource } from '../../../src/lib/domain/pack';
import { connect, type Connection } from '../../../src/lib/wire/connect';
import type { Port } from '../../../src/lib/wire/protocol';
import type { Fault, Logged, Plan } from '../../fakes/bad-server';
import type { SmallPack } from '../../fakes/small-pack';
import { tell, waitsForApp } from './bench';
import type { PlannedService, PlannedSetting } from './planned-worker';

type Run = { result: InstallResult; events: InstallEvent[] };
type Stream = AsyncGenerator<InstallEvent, InstallResult, void>;

/** A worker that installs plans, and a hub on the bad server: files are asked for on one host and sent by another. */
export type PlannedBench = {
  packs: Connection<PlannedService>;
  another(setting?: Partial<PlannedSetting>): Connection<PlannedService>;
  kill(): void;
  /** The hub, and the host that it sends file requests on to. */
  hub(hosts?: string[]): HubSource;
  host: string;
  serve(pack: SmallPack, faults?: Fault[]): Promise<void>;
  log(): Promise<Logged[]>;
  /** What is held (`holdAt`) goes on. */
  letGo(): Promise<void>;
  /** For `follow`, where something is cut: the server hears how far the app is. */
  see(event: InstallEvent): Promise<void>;
};

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const REPO = 'maker/model';
let count = 0;

export async function plannedBench(setting: Partial<PlannedSetting> = {}): Promise<PlannedBench> {
  const id = `p${Date.now().toString(36)}-${count++}`;
  const workers: Worker[] = [];
  const another: PlannedBench['another'] = (more = {}) => {
    const name = JSON.stringify({ root: `test-${id}`, outside: true, ...setting, ...more });
    const worker = new Worker(new URL('./planned-worker.ts', import.meta.url), { type: 'module', name });
    workers.push(worker);
    return connect<PlannedService>(worker as Port);
  };
  const put = (plan: Plan) => fetch(`/bad/${id}`, { method: 'PUT', body: JSON.stringify(plan) });
  await put({ files: { at: { text: 'here' } }, faults: [{ path: 'moved/', redirect: 'other-host' }] });
  const { host } = new URL((await fetch(`/bad/${id}/moved/at`)).url);
  await put({ files: {}, faults: [] });
  const endpoint = `${location.origin}/bad/${id}/moved`;
  let waits = false;
  return {
    packs: another(),
    another,
    kill: () => workers.forEach((worker) => worker.terminate()),
    hub: (hosts = [host]) => ({
      ...{ kind: 'hub', endpoint, repo: REPO, revision: COMMIT, hosts },
      elsewhere: [],
    }),
    host,
    async serve({ files, entry }, faults = []) {
      const served = entry.manifest.shards.map(
        ({ path, sha256 }) => [`${REPO}/resolve/${COMMIT}/${path}`, files[`blobs/${sha256}`]!] as const,
      );
      const moved: Fault = { path: 'moved/', redirect: 'other-host' };
      waits = faults.some(waitsForApp);
      // Faults strike where the bytes are sent from.
      await put({ files: Object.fromEntries(served), faults: [...faults, moved] });
    },
    log: async () =>
      ((await (await fetch(`/bad/${id}`)).json()) as Logged[]).filter(
        ({ path }) => !path.startsWith('moved/'),
      ),
    letGo: () => tell(id, { free: '' }),
    see: async (event) => {
      if (waits && event.kind === 'progress') await tell(id, { has: event.heldBytes });
    },
  };
}

/** Runs an installation to its end. */
export async function follow(
  stream: Stream,
  onEvent: (event: InstallEvent) => void | Promise<void> = () => {},
): Promise<Run> {
  const events: InstallEvent[] = [];
  for (;;) {
    const step = await stream.next();
    if (step.done) return { result: step.value, events };
    events.push(step.value);
    await onEvent(step.value);
  }
}

/** Bytes that were sent of the file with this path. */
export function sentOf(log: Logged[], path: string): number {
  return log.filter((entry) => entry.path.endsWith(path)).reduce((sum, { sent }) => sum + sent, 0);
}
