import { errorShape, toAppError, type ErrorShape } from '../domain/errors';
import type { InstallState } from '../domain/install';
import type { InstalledPack, PackId, PackManifest } from '../domain/pack';
import { type RejectedFile, rejectedKey } from '../domain/vetting';
import { bomOf, registerOf } from '../packs/bom/bom';
import { registerCsv } from '../packs/bom/csv';
import type { PacksService } from '../packs/service';
import type { Connection } from '../wire/connect';
import { followInstall } from './followInstall';

export type PapersParts = {
  packs: () => Connection<PacksService>;
  /** The worker that may ask other hosts: it fetches what came from one. */
  sources: () => Connection<PacksService>;
  installed: () => readonly InstalledPack[];
  /** ISO time at which the person took the terms of a pack's licence; undefined where they did not in this browser. */
  acceptedAt: (manifest: PackManifest) => string | undefined;
  /** What is stored has changed. */
  changed: () => Promise<void>;
};

/** A file that the person takes away. */
export type PaperFile = { name: string; text: string };

/** The papers of what is installed, and the files that were refused. */
export class Papers {
  rejected = $state.raw<readonly RejectedFile[]>([]);
  error = $state.raw<ErrorShape | null>(null);
  /** The file that was fetched again and is right now. */
  healed = $state('');
  /** What is being fetched again, by `rejectedKey`. */
  readonly fetching = $state<Record<string, InstallState | undefined>>({});
  readonly #parts: PapersParts;

  constructor(parts: PapersParts) {
    this.#parts = parts;
  }

  async open(): Promise<void> {
    this.rejected = await this.#parts.packs().call('rejected', {});
  }

  find(packId: string | null): InstalledPack | undefined {
    return this.#parts.installed().find((pack) => pack.packId === packId);
  }

  /** Fetches one refused file again, and nothing that is here already. */
  async refetch(file: RejectedFile): Promise<void> {
    const { path } = file;
    const key = rejectedKey(file);
    if (this.fetching[key] && this.fetching[key].kind !== 'failed') return;
    const packId = file.packId as PackId;
    this.healed = '';
    try {
      const worker = await this.#workerOf(packId);
      const done = await followInstall(
        (signal) => worker.stream('refetch', { packId, path }, signal),
        new AbortController().signal,
        (state) => (this.fetching[key] = state),
      );
      if (!done) return;
      this.fetching[key] = undefined;
      this.healed = path;
    } catch (thrown) {
      this.error = errorShape(toAppError(thrown));
    } finally {
      await this.open();
      await this.#parts.changed();
    }
  }

  async clear(): Promise<void> {
    await this.#parts.packs().call('clearRejected', {});
    await this.open();
  }

  dismissError(): void {
    this.error = null;
  }

  /** The bill of materials of one pack. */
  async bom(pack: InstalledPack): Promise<PaperFile> {
    const name = `${fileName(pack.manifest.name)}-${pack.packId.slice(0, 12)}.cdx.json`;
    return { name, text: JSON.stringify(await bomOf(pack, this.#own(pack)), null, 2) };
  }

  /** The register of all models here, for programs. */
  async register(): Promise<PaperFile> {
    const text = JSON.stringify(await registerOf(this.#parts.installed(), this.#own), null, 2);
    return { name: 'haversack-register.cdx.json', text };
  }

  /** The register as a table, for a spreadsheet. */
  table(): PaperFile {
    return { name: 'haversack-register.csv', text: registerCsv(this.#parts.installed(), this.#own) };
  }

  readonly #own = ({ manifest }: InstalledPack) => ({ acceptedAt: this.#parts.acceptedAt(manifest) });

  /** What came from a hub or a mirror can be asked for again by one worker only. */
  async #workerOf(packId: PackId): Promise<Connection<PacksService>> {
    const { packs, sources } = this.#parts;
    const unfinished = await packs().call('unfinished', {});
    const source = (this.find(packId) ?? unfinished.find((pack) => pack.packId === packId))?.source;
    return source?.kind === 'hub' || source?.kind === 'mirror' ? sources() : packs();
  }
}

/** A model's name as a file name that every system takes. */
function fileName(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-');
  return plain.replace(/^-+|-+$/g, '').slice(0, 60) || 'model';
}
