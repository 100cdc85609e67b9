import type { CatalogueEntry } from '../../../../src/lib/domain/pack';
import { toAppError } from '../../../../src/lib/domain/errors';
import { openBytes } from '../../../../src/lib/packs/store/read';
import type { PacksService } from '../../../../src/lib/packs/service';
import { digestFile } from '../../../../src/lib/packs/form/sha256';
import { verified } from '../../../../src/lib/packs/store/verified';
import { connect } from '../../../../src/lib/wire/connect';
import type { Port } from '../../../../src/lib/wire/protocol';

/** What the test asks of a page that may be killed at any moment. */
export type KillPage = {
  /** Starts to install; what happens is told to nobody. */
  begin(entry: CatalogueEntry, baseUrl: string): void;
  /** Installs to the end. */
  finish(entry: CatalogueEntry, baseUrl: string): Promise<string>;
  /** Digest of the weights of every pack that is listed as ready, as an engine would read them. */
  ready(): Promise<string[]>;
  /** Bytes held of packs that are not ready. */
  held(): Promise<number>;
  /** Removes them, so that the next kill has something to interrupt. */
  clear(): Promise<void>;
};

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const packs = connect<PacksService>(worker as Port);

/** This page is built without a key, so nothing is vouched for. */
const WORD = { at: '2026-01-01T00:00:00Z', note: 'a test of mine' };

async function finish(entry: CatalogueEntry, baseUrl: string): Promise<string> {
  const stream = packs.stream('install', { entry, baseUrl, acceptedLicence: true, word: WORD });
  let step = await stream.next();
  while (!step.done) step = await stream.next();
  return step.value.kind;
}

const page: KillPage = {
  finish,
  begin: (entry, baseUrl) => void finish(entry, baseUrl).catch(toAppError),
  async ready() {
    const digests: string[] = [];
    for (const { packId } of await packs.call('list', {})) {
      for (const { role, file } of await packs.call('files', { packId })) {
        if (role !== 'weights') continue;
        const source = verified(await openBytes(file.ref), file.chunks);
        digests.push((await digestFile(source)).sha256);
        source.close();
      }
    }
    return digests;
  },
  async held() {
    return (await packs.call('unfinished', {})).reduce((sum, { heldBytes }) => sum + heldBytes, 0);
  },
  async clear() {
    for (const { packId } of await packs.call('list', {})) await packs.call('remove', { packId });
  },
};
Object.assign(globalThis, { page });
