import { describe, expect, it } from 'vitest';
import type { Trust, Vouch } from '../../../../src/lib/domain/pack';
import { proven, verifyVouch } from '../../../../src/lib/packs/trust/vouch';
import { recorded } from '../../../fakes/recorded';
import { OTHER, SITE, vouchOf } from '../../../fakes/signed-site';
import { smallPack } from '../../../fakes/small-pack';

const { entry } = await smallPack({ mib: 0.1 });
const { entry: other } = await smallPack({ mib: 0.1, seed: 8 });
const keys = [SITE.key];

it('a vouch holds for the pack that it was given for, and for no other', async () => {
  const vouch = await vouchOf(entry.packId);
  expect(await verifyVouch(entry.packId, vouch, keys)).toBe(true);
  expect(await verifyVouch(other.packId, vouch, keys)).toBe(false);
});

describe('what a record on this device says of its trust', () => {
  it('is vouched while the signature that it carries is good', async () => {
    const { told } = await recorded(entry, 'vouched', await vouchOf(entry.packId));
    expect(await told(keys)).toEqual(['vouched', 'passed']);
  });

  it.each<[string, () => Promise<Vouch> | undefined]>([
    ['no signature', () => undefined],
    ['the signature of another pack', () => vouchOf(other.packId)],
    ['a signature of a key that is not pinned', () => vouchOf(entry.packId, OTHER)],
    [
      'a stranger’s signature in the name of our key',
      async () => ({ ...(await vouchOf(entry.packId, OTHER)), key: SITE.key }),
    ],
    ['a signature that is none', async () => ({ key: SITE.key, signature: `${'A'.repeat(86)}==` })],
  ])('A1: is not believed where it claims to be vouched for with %s', async (_, make) => {
    const { told } = await recorded(entry, 'vouched', await make());
    expect(await told(keys)).toEqual(['first-seen', 'failed']);
  });

  it.each<Trust>(['declared', 'first-seen'])('stays %s where nobody claims more', async (trust) => {
    expect(await (await recorded(entry, trust)).told(keys)).toEqual([trust, undefined]);
  });

  it('is vouched again once an app pins the key again: the record was not touched', async () => {
    const { told } = await recorded(entry, 'vouched', await vouchOf(entry.packId));
    expect(await told([OTHER.key])).toEqual(['first-seen', 'failed']);
    expect(await told([OTHER.key, SITE.key])).toEqual(['vouched', 'passed']);
  });

  it('cannot be told in a browser that knows no such signatures, and then nobody vouches', async () => {
    const { subtle } = crypto;
    const importKey = subtle.importKey.bind(subtle);
    const { receipt } = await recorded(entry, 'vouched', await vouchOf(entry.packId, OTHER));
    const value = () => Promise.reject(new DOMException('Ed25519', 'NotSupportedError'));
    Object.defineProperty(subtle, 'importKey', { configurable: true, value });
    try {
      const told = await proven(receipt, [OTHER.key]);
      expect(told.trust).toBe('first-seen');
      expect(told.vetting?.checks).toMatchObject([{ what: 'vouch', result: 'unknown' }]);
    } finally {
      Object.defineProperty(subtle, 'importKey', { configurable: true, value: importKey });
    }
  });
});
