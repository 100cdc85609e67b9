import { expect, it } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import type { CatalogueEntry, InstalledPack } from '../../../src/lib/domain/pack';
import { updatesOf } from '../../../src/lib/state/updates';
import { SMOL } from '../../browser/state/scripted';

const offered = (letter: string, name = SMOL.manifest.name): CatalogueEntry => ({
  packId: letter.repeat(64) as Digest,
  manifest: { ...SMOL.manifest, name },
});

it('another pack of the same name is an update of one that the site offers no longer', () => {
  const update = updatesOf([SMOL], [offered('c')]).get(SMOL.packId);
  expect(update).toMatchObject({
    entry: { packId: 'c'.repeat(64) },
    installed: false,
    changes: [{ kind: 'papers' }],
  });
});

it('installed beside, the older one is known as such', () => {
  const newer: InstalledPack = { ...SMOL, packId: 'c'.repeat(64) as Digest };
  expect(updatesOf([SMOL, newer], [offered('c')])).toEqual(
    new Map([[SMOL.packId, expect.objectContaining({ installed: true })]]),
  );
});

it('what the site still offers, has another name, or came from elsewhere has no update', () => {
  const same = { packId: SMOL.packId, manifest: SMOL.manifest };
  const fromHub: InstalledPack = { ...SMOL, source: { kind: 'file', fileName: 'x.gguf' } };
  expect(updatesOf([SMOL], [same, offered('c')]).size).toBe(0);
  expect(updatesOf([SMOL], [offered('c', 'Another')]).size).toBe(0);
  expect(updatesOf([fromHub], [offered('c')]).size).toBe(0);
});
