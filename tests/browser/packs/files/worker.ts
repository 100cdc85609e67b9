import { fail } from '../../../../src/lib/domain/errors';
import { network } from '../../../../src/lib/packs/line/network';
import { packsService } from '../../../../src/lib/packs/service';
import { openStore } from '../../../../src/lib/packs/store/store';
import { cacheStore } from '../../../../src/lib/packs/store/store-cache';
import { memoryStore } from '../../../../src/lib/packs/store/store-memory';
import type { Port } from '../../../../src/lib/wire/protocol';
import { serve } from '../../../../src/lib/wire/serve';
import { createInspector } from '../../../../src/lib/workers/inspect';
import { vet } from '../../../../src/lib/workers/vet';
import { SITE } from '../../../fakes/signed-site';

/** The packs worker as in the app, with its inspector and vet, over a store of the test's own; told through its name. */
export type FilesSetting = { root: string; store?: 'cache' | 'memory' };

/** A test's word beside the wire, in order with what is asked over it. */
export type Hold = { kind: 'hold'; at: number | null };

const { root, store } = JSON.parse(self.name) as FilesSetting;
const open = async () => {
  if (store === 'memory') return memoryStore();
  return store === 'cache' ? ((await cacheStore(root)) ?? fail('storage/unavailable')) : openStore(root);
};
/** What of chosen files or of a saved one lies beyond this waits until a test lets it go: as on a slow disk. */
let holdAt = Infinity;
let letGo = () => {};
let freed = Promise.resolve();
self.addEventListener('message', ({ data }: MessageEvent<Hold>) => {
  if (data.kind !== 'hold') return;
  letGo();
  holdAt = data.at ?? Infinity;
  freed = new Promise((resolve) => (letGo = resolve));
});
const { slice } = Blob.prototype;
Blob.prototype.slice = function (this: Blob, start = 0, ...more) {
  const piece = slice.call(this, start, ...more);
  if (start >= holdAt) {
    const read = piece.arrayBuffer.bind(piece);
    piece.arrayBuffer = () => freed.then(read);
  }
  return piece;
};
const { write } = FileSystemWritableFileStream.prototype;
FileSystemWritableFileStream.prototype.write = async function (chunk) {
  const { position } = chunk as { position?: number | null };
  if ((position ?? 0) >= holdAt) await freed;
  return write.call(this, chunk);
};

serve(
  self as Port,
  packsService({
    network: network({ attempts: 1, baseDelayMs: 20, maxDelayMs: 100 }),
    keys: [SITE.key],
    open,
    // No libraries of a site: what is tried here are files.
    inspect: createInspector(async () => []),
    vet,
  }),
);
