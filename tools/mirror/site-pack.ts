/** A pack that this site offers, found by its name or id, with this machine's signature. */
import type { PackCache } from '../packs/cache';
import type { PackOffer, SitePack } from '../packs/site';
import { signingKey, vouchFor } from '../packs/signing';
import { Problem } from '../problem.mjs';
import type { WantedPack } from './wanted';

export async function sitePack(cache: PackCache, site: PackOffer, named: string): Promise<WantedPack> {
  const packs = await site.packs();
  const found = packs.filter((pack) => isNamed(pack, named));
  const [only, second] = found;
  if (!only)
    throw new Problem(`${missing(named, packs)} npm start fetches the starters, npm run pack adds your own.`);
  if (second)
    throw new Problem(
      `Several models are called "${named}": ${found.map(({ manifest }) => manifest.name).join(', ')}. Use the whole name, or the id.`,
    );
  const { packId, manifest } = only;
  const key = await signingKey(cache);
  return {
    ...{ packId, manifest, hosts: [], addresses: () => [] },
    ...(key ? { vouch: vouchFor(key, packId) } : {}),
    localFile: ({ sha256 }) => site.blob(sha256),
  };
}

function isNamed({ packId, manifest }: SitePack, named: string): boolean {
  if (/^[0-9a-f]{8,64}$/.test(named)) return packId.startsWith(named);
  return plain(manifest.name).includes(plain(named)) && plain(named) !== '';
}

/** "SmolLM2-135M" and "smollm2 135m" are the same name. */
const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function missing(named: string, packs: readonly SitePack[]): string {
  const names = packs.map(({ manifest }) => manifest.name).join(', ');
  return `This site has no model called "${named}"${names ? ` (it has: ${names})` : ''}.`;
}
