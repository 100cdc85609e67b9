/** `npm run mirror -- <model...>`: fills a folder that any static web server can serve. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../src/lib/domain/errors';
import { network } from '../src/lib/packs/network';
import { fillPack } from './mirror/fill';
import { hubPack } from './mirror/hub-pack';
import { writeIndex } from './mirror/index-file';
import { HELP, type MirrorOptions, parseMirrorOptions, type Serving } from './mirror/options';
import { HEADERS_FILE, mirrorHandler } from './mirror/serve';
import { sitePack } from './mirror/site-pack';
import type { WantedPack } from './mirror/wanted';
import { PackCache } from './packs/cache';
import { PackSite } from './packs/site';
import { Problem, sentence } from './problem.mjs';
import { readCertificate } from './serve/certificate';
import { listen } from './serve/listen';
import { bytes, say, warn } from './terminal.mjs';

const LIBRARIES = fileURLToPath(new URL('../static/libs', import.meta.url));

async function mirror(options: MirrorOptions, signal: AbortSignal): Promise<void> {
  const folder = resolve(options.to);
  await mkdir(folder, { recursive: true });
  if (options.models.length > 0) await fill(folder, options, signal);
  if (options.serve) return serve(folder, options.serve);
  say('Serve it, and add its address in the app as a mirror.');
}

async function fill(folder: string, options: MirrorOptions, signal: AbortSignal): Promise<void> {
  const cache = new PackCache();
  const site = new PackSite(cache, LIBRARIES);
  const net = network();
  const added: WantedPack[] = [];
  await writeFile(join(folder, '_headers'), HEADERS_FILE);
  for (const named of options.models) {
    const pack = named.startsWith('hub:')
      ? await hubPack(named.slice(4), options, LIBRARIES, net, signal)
      : await sitePack(cache, site, named);
    const { files, kept, fetchedBytes } = await fillPack(folder, pack, net, signal);
    say(`  ${files} files checked, ${kept} of them were there, ${bytes(fetchedBytes)} brought.`);
    added.push(pack);
    // After each: a command that ends early leaves a list that is right.
    await writeIndex(folder, added, cache, options.days);
  }
  const names = await writeIndex(folder, added, cache, options.days);
  say(`${folder} offers ${names.join(', ')}.`);
}

async function serve(folder: string, { port, host, https }: Serving): Promise<void> {
  const certificate = https === null ? null : await readCertificate(https);
  const listening = await listen(mirrorHandler(folder), port, host, certificate);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void listening.close().then(() => say('\nEnded.')));
  const name = host === '127.0.0.1' ? 'localhost' : host;
  say(`The mirror is at ${certificate ? 'https' : 'http'}://${name}:${listening.port}\nCtrl-C ends it.`);
}

const stop = new AbortController();
process.once('SIGINT', () =>
  stop.abort(new Problem('Stopped. What has come is kept: run the command again.')),
);
try {
  const options = parseMirrorOptions(process.argv.slice(2));
  if (options.help) say(HELP);
  else await mirror(options, stop.signal);
} catch (thrown) {
  const plain =
    thrown instanceof AppError ? `${thrown.message} ${JSON.stringify(thrown.details)}` : sentence(thrown);
  warn(plain);
  process.exitCode = 1;
}
