import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { badServer } from '../../fakes/bad-server';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { type OwnBrowser, ownBrowser } from '../../fixtures/own-browser';
import type { KillPage } from './kill/page';

declare const page: KillPage;

const MIB = 1024 * 1024;
/** Points at which the browser is killed: a few in every run, HAVERSACK_KILLS=20 for all of the catalogue's. */
const KILLS = Number(process.env['HAVERSACK_KILLS'] ?? 6);
/** An install takes about this long at the server's rate. */
const MIB_PER_SECOND = 12;

let server: ViteDevServer;
let origin: string;
let profile: string;
let pack: SmallPack;

beforeAll(async () => {
  const bad = badServer();
  server = await createServer({
    configFile: false,
    root: new URL('../../..', import.meta.url).pathname,
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', hmr: false, ws: false, watch: null },
    optimizeDeps: { include: ['hash-wasm'], noDiscovery: true },
    plugins: [
      {
        name: 'bad-server',
        configureServer: ({ middlewares }) =>
          void middlewares.use('/bad', (request, response) => bad.handle(request, response)),
      },
    ],
  });
  await server.listen();
  origin = server.resolvedUrls!.local[0]!.replace(/\/$/, '');
  profile = await mkdtemp(join(tmpdir(), 'haversack-kill-'));
  pack = await smallPack({ mib: 24, seed: 31 });
}, 60_000);

afterAll(async () => {
  await server.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** A browser over the test's profile, with the test's page in it. */
async function browse(): Promise<OwnBrowser> {
  const own = await ownBrowser(profile);
  await own.page.goto(`${origin}/tests/browser/packs/kill/page.html`);
  await own.page.waitForFunction(() => 'page' in globalThis);
  return own;
}

async function plan(id: string, rate?: number): Promise<void> {
  const faults = rate === undefined ? [] : [{ path: pack.weights.sha256, rate }];
  await fetch(`${origin}/bad/${id}`, { method: 'PUT', body: JSON.stringify({ files: pack.files, faults }) });
}

async function sent(id: string): Promise<number> {
  const log = (await (await fetch(`${origin}/bad/${id}`)).json()) as { path: string; sent: number }[];
  return log
    .filter(({ path }) => path.includes(pack.weights.sha256))
    .reduce((sum, line) => sum + line.sent, 0);
}

it(
  'S3: a browser killed at any moment of an install goes on at the next start, and never lists a damaged pack',
  { timeout: 60_000 + KILLS * 15_000 },
  async () => {
    let fetched = 0;
    let installs = 0;
    let held = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const id = `kill-${kill}`;
      await plan(id, MIB_PER_SECOND * MIB);
      const { page: tab, kill: end } = await browse();
      const ready = await tab.evaluate(() => page.ready());
      expect(ready, `before kill ${kill}`).toEqual(ready.length > 0 ? [pack.weights.sha256] : []);
      installs += ready.length;
      const found = await tab.evaluate(() => page.held());
      if (ready.length === 0) expect(found, 'nothing held is lost').toBeGreaterThanOrEqual(held);
      held = found;
      await tab.evaluate(() => page.clear());
      await tab.evaluate(([entry, base]) => page.begin(entry, base), [pack.entry, `/bad/${id}`] as const);
      await sleep(50 + Math.random() * ((1000 * 24) / MIB_PER_SECOND / 2));
      await end();
      fetched += await sent(id);
    }
    await plan('last');
    const { page: tab, kill: end } = await browse();
    try {
      const outcome = await tab.evaluate(([entry, base]) => page.finish(entry, base), [
        pack.entry,
        '/bad/last',
      ] as const);
      expect(outcome).toBe('installed');
      expect(await tab.evaluate(() => page.ready())).toEqual([pack.weights.sha256]);
      fetched += await sent('last');
      console.log(
        `S3: ${KILLS} kills, ${installs + 1} installs, ${(fetched / MIB).toFixed(1)} MiB fetched for ${24 * (installs + 1)}`,
      );
    } finally {
      await end();
    }
  },
);
