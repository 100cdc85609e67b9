import { expect, it } from 'vitest';
import { readWanted, type Wanted, writeWanted } from '../../../../src/lib/packs/keep/receipt';
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
