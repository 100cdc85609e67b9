import { packBytes, type CatalogueEntry, type PackId, type PersonsWord } from '../domain/pack';
import type { PlannedPack } from '../domain/plan';
import { viaBrowser } from './backgroundFetch';
import { downloadOf, type Incomplete } from './downloadOf';
import type { Ask, Download, Downloads } from './downloads.svelte';
import type { Fetchers } from './fetchers';
import type { Asked, LibraryParts } from './libraryParts';
import type { SiteCatalogue } from './siteCatalogue.svelte';
import type { Space } from './space.svelte';

type Given = { acceptedLicence: boolean; word?: PersonsWord };

/** From a person's wish for a pack to a download in the queue. */
export class Orders {
  readonly #accepted = new Set<PackId>();

  constructor(
    private readonly parts: LibraryParts,
    private readonly rooms: { site: SiteCatalogue; fetchers: Fetchers; downloads: Downloads; space: Space },
  ) {}

  hasAccepted(packId: PackId): boolean {
    return this.#accepted.has(packId);
  }

  /** What the site offers. `word` is needed where no pinned key vouches for it. */
  install(entry: CatalogueEntry, acceptedLicence: boolean, word?: PersonsWord): void {
    const { fetchers } = this.rooms;
    const source = { kind: 'site', baseUrl: this.parts.site } as const;
    const given: Given = { acceptedLicence, ...(word ? { word } : {}) };
    this.#add({ ...entry, source, acceptedLicence }, (signal, later) => {
      const args = { entry, baseUrl: source.baseUrl, mirrors: this.#mirrors(), later, ...given };
      return fetchers.of(source).stream('install', args, signal);
    });
  }

  /** What a page has planned from a hub, files or another device; it is followed here like any other. */
  installPlanned({ packId, manifest, source, totalBytes, toFetch }: PlannedPack, given: Given): void {
    const { fetchers } = this.rooms;
    const { acceptedLicence, word } = given;
    const asked = { packId, manifest, source, heldBytes: totalBytes - toFetch, acceptedLicence };
    this.#add(asked, (signal, later) => {
      const args = { packId, mirrors: this.#mirrors(), later, acceptedLicence, ...(word ? { word } : {}) };
      return fetchers.of(source).stream('installPlanned', args, signal);
    });
  }

  /** Downloads that were under way when the page went away, or that another tab has begun. */
  async goOn(): Promise<void> {
    const unfinished = await this.parts.packs().call('unfinished', {});
    await this.rooms.downloads.restore(unfinished.map((pack) => this.#download(pack)));
  }

  #mirrors(): string[] {
    return [...this.rooms.site.mirrors, ...this.rooms.fetchers.mirrors];
  }

  #add(asked: Asked, begin: Ask): void {
    const { packId, manifest, source, heldBytes = 0 } = asked;
    if (asked.acceptedLicence) this.#accepted.add(packId);
    void this.parts.askPersist().catch(this.parts.report);
    const unfinished = { packId, manifest, source, heldBytes, totalBytes: packBytes(manifest) };
    this.rooms.downloads.add(this.#download(unfinished, begin));
  }

  #download(pack: Incomplete, begin?: Ask): Download {
    const { fetchers, downloads, space } = this.rooms;
    const asked = downloadOf(pack, () => fetchers.of(pack.source), begin && space.followed(begin));
    const plain = { ...asked, resume: space.followed(asked.resume) };
    const wanted = () => downloads.settings.byBrowser;
    return viaBrowser(plain, pack, wanted, this.parts.byBrowser);
  }
}
