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
  const entries = await listedPacks(await readIndex(folder));
  return new Map(entries.flatMap(({ packId, vouch }) => (vouch ? [[packId, vouch] as const] : [])));
}

/** What a list names; an entry that is damaged is left out. */
export async function listedPacks(list: FolderList | null): Promise<CatalogueEntry[]> {
  const entries: CatalogueEntry[] = [];
  const packs = list?.signed?.packs ?? list?.packs;
  for (const given of Array.isArray(packs) ? packs : []) {
    try {
      entries.push(await checkEntry(given));
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
    }
  }
  return entries;
}

/** As much as is read of a folder's list, unchecked: a hand may have changed it. */
export type FolderList = {
  key?: unknown;
  packs?: unknown;
  signed?: { packs?: unknown; expiresAt?: unknown };
};

/** Null where there is none, or it is damaged. */
export async function readIndex(folder: string): Promise<FolderList | null> {
  try {
    return JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as FolderList | null;
  } catch (thrown) {
    if (isMissing(thrown) || thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
