/** What this site offers: the manifests of the packs whose every byte is in the cache, and where those bytes are. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '../../src/lib/domain/digest';
import type { CatalogueEntry } from '../../src/lib/domain/pack';
import { isMissing, type PackCache } from './cache';
import { buildCatalogue } from './catalogue';
import { libraryFiles } from './libraries';
import { SERVED_DAYS, signedIndex } from './signed-index';

/** `canonical` is the manifest's canonical JSON, whose SHA-256 is `packId`. */
export type SitePack = CatalogueEntry & { canonical: string };

/** All that the server needs to know about packs. */
export interface PackOffer {
  packs(): Promise<SitePack[]>;
  /** The text of /packs/index.json. */
  index(): Promise<string>;
  blob(sha256: Digest): Promise<string | null>;
}

/** A list is signed again this often, so that who reads it always has most of its days left. */
const SIGN_EVERY_MS = 3600 * 1000;

export class PackSite implements PackOffer {
  readonly #cache: PackCache;
  readonly #libraries: string;
  #built: { from: string; packs: Promise<SitePack[]> } | null = null;
  #signed: { packs: SitePack[]; at: number; index: Promise<string> } | null = null;

  /** `libraries` is the folder of compiled model libraries: static/libs. */
  constructor(cache: PackCache, libraries: string) {
    this.#cache = cache;
    this.#libraries = libraries;
  }

  /** Built again when a file came, went or changed, so that `npm run pack` shows up without a restart. */
  async packs(): Promise<SitePack[]> {
    const from = (
      await Promise.all([this.#cache.blobs, this.#cache.added, this.#libraries].map(listing))
    ).join('\n');
    if (this.#built?.from !== from) {
      const packs = buildCatalogue(this.#cache, this.#libraries);
      this.#built = { from, packs };
      packs.catch(() => (this.#built = null));
    }
    return this.#built.packs;
  }

  async index(): Promise<string> {
    const packs = await this.packs();
    const now = Date.now();
    const held = this.#signed;
    if (held?.packs === packs && now - held.at < SIGN_EVERY_MS && now >= held.at) return held.index;
    const index = signedIndex(this.#cache, { packs }, { days: SERVED_DAYS, now });
    this.#signed = { packs, at: now, index };
    index.catch(() => (this.#signed = null));
    return index;
  }

  /** Where the bytes of a digest are, or null. */
  async blob(sha256: Digest): Promise<string | null> {
    if ((await this.#cache.held(sha256)) !== null) return this.#cache.blob(sha256);
    const library = (await libraryFiles(this.#libraries)).find((one) => one.sha256 === sha256);
    return library?.path ?? null;
  }
}

/** Names, sizes and times of a folder's files, as one text to compare. */
async function listing(folder: string): Promise<string> {
  try {
    const names = (await readdir(folder)).sort();
    const lines = names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return `${folder}/${name} ${size} ${mtimeMs}`;
    });
    return (await Promise.all(lines)).join('\n');
  } catch (thrown) {
    if (isMissing(thrown)) return '';
    throw thrown;
  }
}
