/** The list of what a mirror's folder holds, signed with this machine's key where there is one. */
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDigest } from '../../src/lib/domain/digest';
import { AppError } from '../../src/lib/domain/errors';
import type { CatalogueEntry, Vouch } from '../../src/lib/domain/pack';
import { packIdOf } from '../../src/lib/packs/form/canonical';
import { checkEntry } from '../../src/lib/packs/trust/catalogue';
import { parseManifest } from '../../src/lib/packs/form/manifest';
import { isMissing, type PackCache } from '../packs/cache';
import { signList, unsignedIndex } from '../packs/signed-index';
import { signingKey } from '../packs/signing';
import { warn } from '../terminal.mjs';

/** Writes index.json anew: every pack of the folder whose files are all there. Returns their names. */
export async function writeIndex(
  folder: string,
  added: readonly CatalogueEntry[],
  cache: PackCache,
  days: number,
  now = Date.now(),
): Promise<string[]> {
  const vouches = await vouchesBefore(folder);
  for (const { packId, vouch } of added) if (vouch) vouches.set(packId, vouch);
  const packs = (await completePacks(folder)).map((entry) => {
    const vouch = vouches.get(entry.packId);
    return vouch ? { ...entry, vouch } : entry;
  });
  const key = await signingKey(cache);
  const text = key ? await signList(cache, key, { packs }, { days, now }) : unsignedIndex({ packs });
  const path = join(folder, 'index.json');
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
  return packs.map(({ manifest }) => manifest.name);
}

async function completePacks(folder: string): Promise<CatalogueEntry[]> {
  const names = (await readdir(folder)).filter(
    (name) => isDigest(name.replace(/\.json$/, '')) && name.endsWith('.json'),
  );
  const found = await Promise.all(names.sort().map((name) => packAt(folder, name)));
  return found.flat();
}

/** None where the manifest is damaged or a file is not there: that is said, and hides no other pack. */
async function packAt(folder: string, name: string): Promise<CatalogueEntry[]> {
  try {
    const manifest = parseManifest(new Uint8Array(await readFile(join(folder, name))));
    const packId = await packIdOf(manifest);
    if (`${packId}.json` !== name) throw new AppError('pack/manifest-invalid', {}, 'another pack');
    for (const { sha256, bytes } of manifest.shards)
      if ((await stat(join(folder, 'blobs', sha256))).size !== bytes)
        throw new AppError('pack/corrupt', {}, 'length');
    return [{ packId, manifest }];
  } catch (thrown) {
    if (!(thrown instanceof AppError) && !isMissing(thrown)) throw thrown;
    warn(`${name} is left out of the list: it is damaged, or a file of it is missing.`);
    return [];
  }
}

/** Signatures of packs that were put here earlier. */
async function vouchesBefore(folder: string): Promise<Map<string, Vouch>> {
  const vouches = new Map<string, Vouch>();
  for (const given of await entriesBefore(folder)) {
    try {
      const { packId, vouch } = await checkEntry(given);
      if (vouch) vouches.set(packId, vouch);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown; // a damaged entry has no signature to keep
    }
  }
  return vouches;
}

async function entriesBefore(folder: string): Promise<unknown[]> {
  try {
    const read = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as {
      packs?: unknown;
      signed?: { packs?: unknown };
    } | null;
    const packs = read?.signed?.packs ?? read?.packs;
    return Array.isArray(packs) ? packs : [];
  } catch (thrown) {
    if (isMissing(thrown) || thrown instanceof SyntaxError) return [];
    throw thrown;
  }
}
