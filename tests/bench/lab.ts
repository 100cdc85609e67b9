import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Digest } from '../../src/lib/domain/digest';
import { PackCache } from '../../tools/packs/cache';
import { libraryFiles, type LibraryFile } from '../../tools/packs/libraries';
import { PackSite } from '../../tools/packs/site';
import { buildIfChanged } from '../../tools/start/build';
import { modelPath } from '../fixtures/models';
import { derivedFiles } from './derived';
import { buildPages } from './scripts';
import type { BenchOptions } from './options';

/** The library that both sides run: barrier-free kernels, for WebGPU on the CPU. */
const LIBRARY = 'smollm2-135m-software';

/** What rows share, each made when it is first asked for. */
export class Lab {
  readonly root: string;
  readonly options: BenchOptions;
  /** Set once a browser has run. */
  browser = 'none';
  readonly #once = new Map<string, Promise<unknown>>();

  constructor(root: string, options: BenchOptions) {
    this.root = root;
    this.options = options;
  }

  /** A folder that goes when the bench ends. */
  readonly folder = () => this.#made('folder', () => mkdtemp(join(tmpdir(), 'haversack-bench-files-')));

  /** The app's build, made again where its sources changed. */
  readonly app = () =>
    this.#made('app', async () => {
      if (this.options.build !== null) return this.options.build;
      await buildIfChanged(this.root);
      return join(this.root, 'build');
    });

  /** The bench's own pages, built as the app is. */
  readonly pages = () =>
    this.#made('pages', async () => {
      const folder = join(await this.folder(), 'pages');
      await buildPages(folder);
      return folder;
    });

  readonly packs = () => new PackSite(new PackCache(), this.#libraries);

  readonly library = () =>
    this.#made('library', async (): Promise<LibraryFile> => {
      const found = (await libraryFiles(this.#libraries)).find(({ id }) => id === LIBRARY);
      if (!found) throw new Error(`${LIBRARY} is not in ${this.#libraries}: run npm run libs:build`);
      return found;
    });

  /** Null where there is no library: the rows that need it have said so. */
  async libraryDigest(): Promise<Digest | null> {
    const found = (await libraryFiles(this.#libraries)).find(({ id }) => id === LIBRARY);
    return found?.sha256 ?? null;
  }

  /** What bare web-llm downloads. */
  readonly derived = () =>
    this.#made('derived', async () => derivedFiles(modelPath('smollm2'), (await this.library()).path));

  async close(): Promise<void> {
    if (this.#once.has('folder')) await rm(await this.folder(), { recursive: true, force: true });
  }

  get #libraries(): string {
    return this.options.libraries ?? join(this.root, 'static', 'libs');
  }

  #made<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = this.#once.get(name) ?? make();
    this.#once.set(name, made);
    return made as Promise<T>;
  }
}
