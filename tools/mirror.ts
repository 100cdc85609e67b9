/** `npm run mirror -- <model...>`: fills a folder that any static web server can serve. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../src/lib/domain/errors';
import { network } from '../src/lib/packs/line/network';
import { guardDisk } from './disk';
import { fillPack } from './mirror/fill';
import { hubPack } from './mirror/hub-pack';
import { writeIndex } from './mirror/index-file';
import { HELP, type MirrorOptions, parseMirrorOptions, type Serving } from './mirror/options';
import { HEADERS_FILE, mirrorHandler } from './mirror/serve';
import { refusal } from './mirror/refusal';
import { sitePack } from './mirror/site-pack';
import type { WantedPack } from './mirror/wanted';
import { PackCache } from './packs/cache';
import { PackSite } from './packs/site';
import { Problem, sentence } from './problem.mjs';
import { readCertificate } from './serve/certificate';
import { listen, sayPort } from './serve/listen';
import { certificateFaults, reachable } from './serve/reach';
import { bytes, say, warn } from './terminal.mjs';

const LIBRARIES = fileURLToPath(new URL('../static/libs', import.meta.url));

async function mirror(options: MirrorOptions, signal: AbortSignal): Promise<void> {
  const folder = resolve(options.to);
  await makeFolder(folder);
  if (options.models.length > 0) await fill(folder, options, signal);
  if (options.serve) return serve(folder, options.serve);
  say('Serve it, and add its address in the app as a mirror.');
}

async function fill(folder: string, options: MirrorOptions, signal: AbortSignal): Promise<void> {
  const cache = new PackCache();
  const site = new PackSite(cache, LIBRARIES);
  const net = network();
  const added: WantedPack[] = [];
  await guardDisk(() => writeFile(join(folder, '_headers'), HEADERS_FILE));
  let names: string[] = [];
  for (const named of options.models) {
    const pack = await inWords(named, async () => {
      const wanted = named.startsWith('hub:')
        ? await hubPack(named.slice(4), options, LIBRARIES, net, signal)
        : await sitePack(cache, site, named);
      const { files, kept, fetchedBytes } = await fillPack(folder, wanted, net, signal);
      say(`  ${files} files checked, ${kept} of them were there, ${bytes(fetchedBytes)} brought.`);
      return wanted;
    });
    added.push(pack);
    // After each: a command that ends early leaves a list that is right.
    await guardDisk(async () => {
      names = await writeIndex(folder, added, cache, options.days);
    });
  }
  say(`${folder} offers ${names.join(', ')}.`);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await guardDisk(async () => void (await mkdir(folder, { recursive: true })));
  } catch (thrown) {
    const inTheWay =
      thrown instanceof Error && 'code' in thrown && /^(?:EEXIST|ENOTDIR)$/.test(String(thrown.code));
    throw inTheWay ? new Problem(`${folder} is no folder: name another with --to.`, thrown) : thrown;
  }
}

async function inWords<T>(named: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof AppError ? new Problem(refusal(named, thrown), thrown) : thrown;
  }
}

async function serve(folder: string, { port, host, https }: Serving): Promise<void> {
  const certificate = https === null ? null : await readCertificate(https);
  const listening = await listen(mirrorHandler(folder), port, host, certificate);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void listening.close().then(() => say('\nEnded.')));
  const place = { ...listening, certificate };
  for (const fault of certificateFaults(place)) warn(fault);
  sayPort(port, listening.port);
  say(`The mirror is at ${reachable(place).join('\n              or ')}\nCtrl-C ends it.`);
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
  warn(sentence(thrown));
  process.exitCode = 1;
}
