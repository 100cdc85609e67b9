import { expect, it } from 'vitest';
import { parseCatalogue } from '../../../src/lib/packs/catalogue';
import { smallPack } from '../../fakes/small-pack';

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const { entry } = await smallPack({ mib: 1 });

it('lists the packs of a site, and its mirrors', async () => {
  const mirrors = ['https://mirror.example/packs'];
  expect(await parseCatalogue(encode({ format: 1, packs: [entry], mirrors }))).toEqual({
    packs: [entry],
    mirrors,
    refused: [],
  });
});

it('A1: an entry whose manifest was changed after it was named is refused, and the others stay', async () => {
  const forged = { ...entry, manifest: { ...entry.manifest, name: 'Another' } };
  const { packs, refused } = await parseCatalogue(encode({ format: 1, packs: [forged, entry] }));
  expect(packs).toEqual([entry]);
  expect(refused).toMatchObject([
    { code: 'pack/manifest-invalid', details: { where: 'catalogue.packs[0].packId' } },
  ]);
});

it('A2: a pack that is listed twice is offered once: lists on screen are keyed by its id', async () => {
  const { packs, refused } = await parseCatalogue(encode({ format: 1, packs: [entry, entry] }));
  expect(packs).toEqual([entry]);
  expect(refused).toMatchObject([
    { code: 'pack/manifest-invalid', details: { where: 'catalogue.packs[1]' } },
  ]);
});

it('an entry of a later format does not hide the others', async () => {
  const later = { packId: 'a'.repeat(64), manifest: { ...entry.manifest, format: 2 } };
  const { packs, refused } = await parseCatalogue(encode({ format: 1, packs: [later, entry] }));
  expect(packs).toHaveLength(1);
  expect(refused).toMatchObject([{ code: 'pack/newer-format' }]);
});

it('a catalogue of a later format is told as such', async () => {
  await expect(parseCatalogue(encode({ format: 2, packs: [] }))).rejects.toMatchObject({
    code: 'pack/newer-format',
  });
});

it('A2: a catalogue that is too large is refused unread', async () => {
  await expect(parseCatalogue(new Uint8Array(17 * 1024 * 1024))).rejects.toMatchObject({
    code: 'pack/manifest-too-large',
  });
});
