/** `npm start` once the dependencies are there: packs, build, serve, open. Each step that fails leaves what there is. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, sentence } from '../problem.mjs';
import { bytes, say, warn } from '../terminal.mjs';
import { PackCache } from '../packs/cache';
import { fetchStarter } from '../packs/fetch';
import { PackSite } from '../packs/site';
import { STARTERS } from '../packs/starters';
import { packBytes } from '../../src/lib/domain/pack';
import { readCertificate } from '../serve/certificate';
import { listen, sayPort } from '../serve/listen';
import { certificateFaults, reachable } from '../serve/reach';
import { siteHandler } from '../serve/site';
import { buildIfChanged } from './build';
import { openBrowser } from './browser';
import type { StartOptions } from './options.mjs';

export async function start(root: string, options: StartOptions): Promise<void> {
  const cache = new PackCache();
  await fetchStarters(cache, options.packs);
  const build = join(root, 'build');
  const certificate = options.https === null ? null : await readCertificate(options.https);
  await orElse(
    () => buildIfChanged(root, options.base),
    existsSync(join(build, 'index.html')) ? 'Serving the build before.' : null,
  );
  const site = new PackSite(cache, join(root, 'static', 'libs'));
  await sayPacks(site);
  const listening = await listen(
    siteHandler(build, site, options.base),
    options.port,
    options.host,
    certificate,
  );
  // Before the URL is said: whoever reads it may already end us.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void listening.close().then(() => say('\nEnded.')));
  const place = { ...listening, base: options.base, certificate };
  const urls = reachable(place);
  for (const fault of certificateFaults(place)) warn(fault);
  if (!certificate && !urls.some((url) => url.startsWith('http://localhost:')))
    warn(
      'Other devices reach this over plain http, where browsers allow neither WebGPU nor offline use: docs/deploy.md says how to serve https.',
    );
  sayPort(options.port, listening.port);
  say(`\nHaversack is at ${urls.join('\n            or ')}`);
  say('Ctrl-C ends it; what the browser has installed goes on working.');
  if (options.open) openBrowser(urls[0]!);
}

/** One pack that cannot be had stops neither the other nor the app. */
async function fetchStarters(cache: PackCache, names: string[]): Promise<void> {
  for (const starter of STARTERS.filter(({ name }) => names.includes(name)))
    await orElse(() => fetchStarter(cache, starter), `${starter.title} is left out for now.`);
}

async function sayPacks(site: PackSite): Promise<void> {
  const packs = await site.packs();
  if (packs.length === 0)
    return warn('There is no pack to install here yet: the app opens, but has no model to offer.');
  const names = packs.map(({ manifest }) => `${manifest.name} (${bytes(packBytes(manifest))})`);
  say(`Packs offered: ${names.join(', ')}.`);
}

/** Says what went wrong and goes on, unless there is nothing to go on with. */
async function orElse(step: () => Promise<unknown>, otherwise: string | null): Promise<void> {
  try {
    await step();
  } catch (thrown) {
    if (!(thrown instanceof Problem) || otherwise === null) throw thrown;
    warn(`${sentence(thrown)} ${otherwise}`);
  }
}
