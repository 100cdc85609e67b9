import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { openProfile } from '../browser';
import type { Lab } from '../lab';
import { nullPack } from '../null-pack';
import type { RowResult } from '../row';
import { serveSite } from '../server';

const TARGET = { at: 'most', value: 60_000 } as const;
const IDLE_MS = 1500;

type Size = { path: string; raw: number; brotli: number };

/** The app without its engines, as a static host would send it at brotli's best. */
export async function shellBytes(lab: Lab): Promise<RowResult> {
  const build = await lab.app();
  const loaded = await startPageFiles(lab, build);
  const kept = await precached(build);
  const engines = await engineFiles(build, kept);
  const start = await sizes(build, loaded);
  const shell = await sizes(
    build,
    kept.filter((path) => !engines.has(path)),
  );
  const all = await sizes(build, kept);
  const sum = (files: Size[]) => files.reduce((total, { brotli }) => total + brotli, 0);
  const page = start.filter(({ path }) => !path.includes('/workers/'));
  const unit = 'bytes, brotli 11';
  return {
    row: 'shell',
    figures: [
      { name: 'what the start page loads', unit, measured: sum(start), target: TARGET },
      { name: 'of that, without the worker that keeps packs', unit, measured: sum(page) },
      {
        name: 'all that is kept for offline use, without engines',
        unit,
        measured: sum(shell),
        target: TARGET,
      },
      { name: 'all that is kept, engines too', unit, measured: sum(all) },
    ],
    notes: [
      `The start page loads ${start.length} files; ${kept.length} are kept, of which ${engines.size} are engines. Icons count as they are.`,
    ],
    raw: { start, shell, engines: all.filter(({ path }) => engines.has(path)) },
  };
}

/** What a browser asks the site for when the start page is opened, the packs left out. */
async function startPageFiles(lab: Lab, build: string): Promise<string[]> {
  const site = await serveSite({ build, packs: await nullPack(await lab.folder()) });
  const profile = await openProfile();
  lab.browser = profile.version;
  try {
    const asked = new Set<string>();
    profile.context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin === site.url && !url.pathname.startsWith('/packs/')) asked.add(url.pathname);
    });
    const page = await profile.context.newPage();
    await page.goto(site.url);
    await page.getByTestId('offer').first().waitFor();
    await page.waitForTimeout(IDLE_MS);
    return [...asked];
  } finally {
    await profile.close();
    await site.close();
  }
}

/** What the service worker keeps: pages, static files and code (src/service-worker), and itself. */
async function precached(build: string): Promise<string[]> {
  const listed = JSON.parse(await readFile(join(build, 'shell-files.json'), 'utf8')) as Record<
    string,
    string
  >;
  const paths = Object.keys(listed).map((path) => path.replace(/\/$/, '/index.html'));
  return [...paths, '/service-worker.js', '/shell-files.json'].sort();
}

/** Engines: their workers, their WebAssembly, and the chunks that only those workers load. */
async function engineFiles(build: string, kept: readonly string[]): Promise<Set<string>> {
  const workers = kept.filter((path) => /\/workers\/(gpu|cpu)-engine-/.test(path));
  const code = (await Promise.all(workers.map((path) => readFile(join(build, path), 'utf8')))).join('\n');
  const chunks = kept.filter((path) => {
    const name = path.split('/').at(-1) ?? '';
    return path.includes('/workers/chunks/') && code.includes(name);
  });
  return new Set([...workers, ...chunks, ...kept.filter((path) => path.endsWith('.wasm'))]);
}

async function sizes(build: string, paths: readonly string[]): Promise<Size[]> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  const files = await Promise.all(
    paths.map(async (path) => {
      const bytes = await readFile(join(build, path.endsWith('/') ? `${path}index.html` : path));
      // Pictures are compressed already: no host packs them again.
      const packed = /\.png$/.test(path) ? bytes : await promisify(brotliCompress)(bytes, { params });
      return { path, raw: bytes.length, brotli: Math.min(packed.length, bytes.length) };
    }),
  );
  return files.sort((a, b) => b.brotli - a.brotli);
}
