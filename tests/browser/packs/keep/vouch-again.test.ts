import { expect, it } from 'vitest';
import type { Vouch } from '../../../../src/lib/domain/pack';
import { readReceipt } from '../../../../src/lib/packs/keep/receipt';
import { vouchAgain } from '../../../../src/lib/packs/keep/vouch-again';
import { recorded } from '../../../fakes/recorded';
import { OTHER, SITE, vouchOf } from '../../../fakes/signed-site';
import { smallPack } from '../../../fakes/small-pack';

const { entry } = await smallPack({ mib: 0.1 });
const { entry: other } = await smallPack({ mib: 0.1, seed: 8 });
/** What the app pins since the site has changed its key from `SITE` to `OTHER`. */
const keys = [OTHER.key];

it('a site that signs its models again with a new key is believed of what is installed', async () => {
  const { store, told } = await recorded(entry, 'vouched', await vouchOf(entry.packId));
  expect(await told([SITE.key])).toEqual(['vouched', 'passed']);
  expect(await told(keys)).toEqual(['first-seen', 'failed']);
  await vouchAgain(store, [{ ...entry, vouch: await vouchOf(entry.packId, OTHER) }, other], keys);
  expect(await told(keys)).toEqual(['vouched', 'passed']);
});

it.each<[string, () => Promise<Vouch> | undefined]>([
  ['no signature', () => undefined],
  ['the signature of another pack', () => vouchOf(other.packId, OTHER)],
  ['a signature of the old key', () => vouchOf(entry.packId)],
])('A1: a list with %s changes no record', async (_, make) => {
  const { store, receipt } = await recorded(entry, 'declared');
  const vouch = await make();
  const { packId, manifest } = entry;
  await vouchAgain(store, [{ packId, manifest, ...(vouch ? { vouch } : {}) }], keys);
  expect(await readReceipt(store, packId)).toEqual(receipt);
});
