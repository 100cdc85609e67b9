import type { CatalogueEntry, PackId, Vouch } from '../../src/lib/domain/pack';
import { canonicalJson } from '../../src/lib/packs/form/canonical';
import { CATALOGUE_TEXT, VOUCH_TEXT } from '../../src/lib/packs/trust/signature';

/** Keys of tests only: PKCS #8 and raw public, base64. `OTHER` is no site's. */
export const SITE = {
  secret: 'MC4CAQAwBQYDK2VwBCIEIK1quD/tkSm5bjQcbcFNik1a9QDjXh66el3/wEWt6hKN',
  key: '4ZDckaWNEC9+voAvBWuNqxIfPxSMfqAeDAtt8BJDH/c=',
};
export const OTHER = {
  secret: 'MC4CAQAwBQYDK2VwBCIEIATTtOaF+lE9Njif05Ts+7wa5eGVdzCCqnzPCcsyU4ag',
  key: 'fwTj6xjgZhIDg0RzO2Tv1DxK3tjn3klwgErlCCCmsIU=',
};
type Pair = typeof SITE;

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

export async function signed(text: string, { secret }: Pair = SITE): Promise<string> {
  const key = await crypto.subtle.importKey('pkcs8', bytesOf(secret), 'Ed25519', false, ['sign']);
  const signature = await crypto.subtle.sign('Ed25519', key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

export async function vouchOf(packId: PackId, pair: Pair = SITE): Promise<Vouch> {
  return { key: pair.key, signature: await signed(VOUCH_TEXT + packId, pair) };
}

/** An entry that its site vouches for. */
export async function vouched({ packId, manifest }: CatalogueEntry): Promise<CatalogueEntry> {
  return { packId, manifest, vouch: await vouchOf(packId) };
}

export type Listed = {
  version: number;
  issuedAt: string;
  expiresAt: string;
  packs: unknown[];
  mirrors: string[];
};

const DAY_MS = 24 * 3600 * 1000;

let newest = 0;

/** What a site says today; each list has a version of its own, however fast they follow. */
export function listing(packs: unknown[], change: Partial<Listed> = {}): Listed {
  const now = Date.now();
  newest = Math.max(now, newest + 1);
  return {
    version: newest,
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 90 * DAY_MS).toISOString(),
    packs,
    mirrors: [],
    ...change,
  };
}

/** The envelope around it, as /packs/index.json has it. */
export async function envelope(list: Listed, pair: Pair = SITE) {
  const signature = await signed(CATALOGUE_TEXT + canonicalJson(list), pair);
  return { format: 2, signed: list, key: pair.key, signature };
}

/** The text of a site's /packs/index.json, signed. Entries without a vouch get one. */
export async function indexText(entries: CatalogueEntry[], change: Partial<Listed> = {}): Promise<string> {
  const packs = await Promise.all(entries.map(async (entry) => (entry.vouch ? entry : vouched(entry))));
  return JSON.stringify(await envelope(listing(packs, change)));
}
