import { expect, it } from 'vitest';
import {
  readReceipt,
  readWanted,
  type Wanted,
  writeReceipt,
  writeWanted,
} from '../../../../src/lib/packs/keep/receipt';
import { asInstalled } from '../../../fakes/memory-archive';
import { manifestWith, seededShard } from '../../../fakes/small-pack';
import { memoryStore } from '../../../../src/lib/packs/store/store-memory';
import { sha256 } from '../../../../src/lib/packs/form/sha256';

it('what a person wants is on record with the mirrors of the site and their own, as many as both may have', async () => {
  const store = await memoryStore();
  const mirrors = Array.from({ length: 32 }, (_, at) => `https://mirror${at}.example`);
  const wanted: Wanted = {
    ...{ packId: await sha256(new Uint8Array(1)), mirrors, trust: 'vouched', acceptedLicence: true },
    ...{ since: '2026-11-23T00:00:00Z', source: { kind: 'site', baseUrl: 'https://site.example/packs' } },
  };
  await writeWanted(store, wanted);
  expect(await readWanted(store, wanted.packId)).toEqual(wanted);
});

it('A2: a receipt whose digests of chunks were edited is none, where the manifest lists them: the name fixes them', async () => {
  const store = await memoryStore();
  const weights = await seededShard({ path: 'model.gguf', seed: 1, bytes: 3_000_000 });
  const pack = await asInstalled(manifestWith([weights]));
  const own = weights.chunks!;
  await writeReceipt(store, { ...pack, chunks: new Map([[weights.sha256, own]]) });
  expect((await readReceipt(store, pack.packId))?.packId).toBe(pack.packId);
  const edited = own.with(1, own[0]!);
  await writeReceipt(store, { ...pack, chunks: new Map([[weights.sha256, edited]]) });
  expect(await readReceipt(store, pack.packId)).toBeUndefined();

  const bare = await seededShard({ path: 'model.gguf', seed: 1, bytes: 3_000_000 }, false);
  const unlisted = await asInstalled(manifestWith([bare]));
  await writeReceipt(store, { ...unlisted, chunks: new Map([[weights.sha256, own]]) });
  expect(await readReceipt(store, unlisted.packId)).toBeDefined();
});
