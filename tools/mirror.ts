/** `npm run mirror -- <model...>`: fills a folder that any static web server can serve. */
import { resolve } from 'node:path';
import { guardDisk, makeFolder } from './disk';
import { bringModels } from './mirror/bring';
import { holdsMirror, mirrorFaults, signedElsewhere } from './mirror/check';
import { writeIndex } from './mirror/index-file';
import { HELP, type MirrorOptions, parseMirrorOptions, type Serving } from './mirror/options';
import { mirrorHandler } from './mirror/serve';
import { PackCache } from './packs/cache';
import { Problem, sentence } from './problem.mjs';
import { readCertificate } from './serve/certificate';
import { listen, sayPort } from './serve/listen';
import { certificateFaults, reachable } from './serve/reach';
import { say, warn } from './terminal.mjs';

async function mirror(options: MirrorOptions, signal: AbortSignal): Promise<void> {
  const folder = resolve(options.to);
  const cache = new PackCache();
  if (options.models.length > 0) {
    await makeFolder(folder);
    if (await signedElsewhere(folder, cache)) warn(`${ANOTHER_KEY} From now on it has this machine's.`);
    sayOffer(folder, await bringModels(folder, options, signal));
  } else if (!(await holdsMirror(folder)))
    throw new Problem(`There is no mirror in ${folder}: name its folder with --to, or a model to put there.`);
  else if (options.sign) await sign(folder, options.days, cache);
  if (options.serve) return serve(folder, options.serve);
  say('Serve it, and add its address in the app as a mirror.');
}

const ANOTHER_KEY =
  'The list of this folder has the key of another machine, and apps that were built there refuse any other.';

async function sign(folder: string, days: number, cache: PackCache): Promise<void> {
  if (await signedElsewhere(folder, cache)) throw new Problem(`${ANOTHER_KEY} Sign it there.`);
  await guardDisk(async () => sayOffer(folder, await writeIndex(folder, [], cache, days)));
}

function sayOffer(folder: string, names: string[]): void {
  say(`${folder} offers ${names.join(', ') || 'nothing'}.`);
}

async function serve(folder: string, { port, host, https }: Serving): Promise<void> {
  const certificate = https === null ? null : await readCertificate(https);
  for (const fault of await mirrorFaults(folder)) warn(fault);
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
