/** Fills a mirror's folder with the models that a person named, and signs its list after each. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../src/lib/domain/errors';
import { network } from '../../src/lib/packs/line/network';
import { guardDisk } from '../disk';
import { PackCache } from '../packs/cache';
import { PackSite } from '../packs/site';
import { Problem } from '../problem.mjs';
import { bytes, say } from '../terminal.mjs';
import { fillPack } from './fill';
import { hubPack } from './hub-pack';
import { writeIndex } from './index-file';
import type { MirrorOptions } from './options';
import { refusal } from './refusal';
import { HEADERS_FILE } from './serve';
import { sitePack } from './site-pack';
import type { WantedPack } from './wanted';

const LIBRARIES = fileURLToPath(new URL('../../static/libs', import.meta.url));

/** Names of all packs that the folder then offers. Rejects with a Problem; models before the one that failed are there. */
export async function bringModels(
  folder: string,
  options: MirrorOptions,
  signal: AbortSignal,
): Promise<string[]> {
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
  return names;
}

async function inWords<T>(named: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof AppError ? new Problem(refusal(named, thrown), thrown) : thrown;
  }
}
