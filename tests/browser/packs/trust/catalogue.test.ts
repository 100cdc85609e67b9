import { expect, it } from 'vitest';
import type { CatalogueEntry } from '../../../../src/lib/domain/pack';
import type { PacksService } from '../../../../src/lib/packs/service';
import type { Connection } from '../../../../src/lib/wire/connect';
import type { Fault } from '../../../fakes/bad-server';
import { envelope, indexText, listing, OTHER, vouchOf } from '../../../fakes/signed-site';
import { smallPack } from '../../../fakes/small-pack';
import { bench, type Bench } from '../bench';

const pack = await smallPack({ mib: 1 });
const other = await smallPack({ mib: 1, seed: 8 });

/** The site says this from now on, and serves the blobs of both packs. */
async function says(at: Bench, index: string, faults: Fault[] = []): Promise<void> {
  const text = { text: index, type: 'application/json' };
  await at.serve({ ...pack, files: { ...pack.files, ...other.files, 'index.json': text } }, faults);
}

const list = ({ packs, baseUrl }: Bench) => packs.call('catalogue', { baseUrl });

/** A device that has a pack of this site, and has seen its list. */
async function settled(): Promise<Bench> {
  const at = bench({ attempts: 1 });
  await says(at, await indexText([pack.entry, other.entry], { version: 100 }));
  expect((await list(at)).trust).toBe('vouched');
  await at.install(pack);
  return at;
}

/** Whatever the site says now, the pack that is here is as it was: listed as vouched, and every byte right. */
async function expectKept(packs: Connection<PacksService>): Promise<void> {
  expect(await packs.call('list', {})).toMatchObject([{ packId: pack.entry.packId, trust: 'vouched' }]);
  const stream = packs.stream('verify', { packId: pack.entry.packId });
  let step = await stream.next();
  while (!step.done) step = await stream.next();
  expect(step.value.verdict).toBe('verified');
}

const DAY_MS = 24 * 3600 * 1000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

it.each<[string, string, () => Promise<string>]>([
  ['rollback', 'pack/rollback', () => indexText([pack.entry], { version: 99 })],
  [
    'freeze',
    'pack/expired',
    () => indexText([pack.entry], { version: 101, issuedAt: ago(100), expiresAt: ago(10) }),
  ],
  [
    'mix and match: an entry of another list',
    'pack/signature',
    async () => {
      const today = await envelope(listing([pack.entry], { version: 101 }));
      return JSON.stringify({ ...today, signed: { ...today.signed, packs: [pack.entry, other.entry] } });
    },
  ],
  [
    'another key',
    'pack/signature',
    async () => JSON.stringify(await envelope(listing([pack.entry], { version: 101 }), OTHER)),
  ],
  ['no signature', 'pack/signature', async () => JSON.stringify({ format: 1, packs: [pack.entry] })],
])(
  'A1, %s: the list is refused, also after a reload, and the pack that is installed stays',
  async (...row) => {
    const [, code, attack] = row;
    const at = await settled();
    await says(at, await attack());
    await expect(list(at)).rejects.toMatchObject({ code });
    at.kill();
    const { packs } = at.another();
    await expect(list({ ...at, packs })).rejects.toMatchObject({ code });
    await expectKept(packs);
  },
);

it.each<[string, string, Fault, object]>([
  ['that never ends', 'pack/manifest-too-large', { path: 'index.json', extra: 1e12 }, {}],
  ['that drips', 'source/stalled', { path: 'index.json', rate: 20 }, { stallMs: 1000 }],
  [
    'that comes just fast enough, for ever',
    'source/stalled',
    { path: 'index.json', rate: 64 * 1024, extra: 1e12 },
    { catalogueMs: 2500 },
  ],
])('A1, endless data: a list %s is given up, and the pack that is installed stays', async (...row) => {
  const [, code, fault, patience] = row;
  const at = await settled();
  await says(at, await indexText([pack.entry], { version: 101 }), [fault]);
  at.kill();
  const { packs } = at.another(patience);
  await expect(list({ ...at, packs })).rejects.toMatchObject({ code });
  await expectKept(packs);
});

const NEEDS_WORD: [string, () => Promise<CatalogueEntry>][] = [
  ['no vouch', async () => ({ packId: pack.entry.packId, manifest: pack.entry.manifest })],
  ['the vouch of another pack', async () => ({ ...pack.entry, vouch: await vouchOf(other.entry.packId) })],
  [
    'the vouch of a key that is not pinned',
    async () => ({ ...pack.entry, vouch: await vouchOf(pack.entry.packId, OTHER) }),
  ],
];

it.each(NEEDS_WORD)(
  'A1: a pack with %s needs a person’s word, and is never listed as vouched',
  async (_, make) => {
    const at = bench();
    await at.serve(pack);
    const args = { entry: await make(), baseUrl: at.baseUrl, acceptedLicence: true };
    await expect(at.packs.stream('install', args).next()).rejects.toMatchObject({ code: 'pack/needs-word' });
    expect(await at.log(), 'nothing was fetched').toEqual([]);
    const word = { at: new Date().toISOString(), note: 'I know who made it' };
    const stream = at.packs.stream('install', { ...args, word });
    while (!(await stream.next()).done);
    const [listed] = await at.packs.call('list', {});
    expect([listed?.trust, listed?.word, listed?.vouch]).toEqual(['first-seen', word, undefined]);
  },
);

it('a pack keeps the site’s word with it, so that it can be handed over', async () => {
  const at = await settled();
  const [listed] = await at.packs.call('list', {});
  expect([listed?.trust, listed?.vouch, listed?.word]).toEqual(['vouched', pack.entry.vouch, undefined]);
});
