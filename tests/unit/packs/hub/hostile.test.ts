import { expect, it } from 'vitest';
import { parseHubAddress } from '../../../../src/lib/packs/form/hub-address';
import { parseHubAnswer } from '../../../../src/lib/packs/hub/answer';
import { parseMirrorList } from '../../../../src/lib/packs/hub/mirror';
import { envelope, listing, OTHER } from '../../../fakes/signed-site';
import { smallPack } from '../../../fakes/small-pack';
import { FUZZ_RUNS, mutateText, outcomes } from '../../../fixtures/fuzz';
import { pick, seeded } from '../../../fixtures/gguf/random';

const SHA1 = 'b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0';
const lfs = {
  sha256: 'a665a45920422f9d417e4867efdc4fb8a04a1f3fff1fa07e998e86f7f7a27ae3',
  size: 484,
  pointerSize: 134,
};
const ANSWER = JSON.stringify({
  ...{ id: 'owner/name', sha: SHA1, gated: false, tags: ['gguf', 'license:mit'], spaces: [] },
  cardData: { license: 'apache-2.0', language: ['en'], base_model: 'Qwen/Qwen3-0.6B' },
  siblings: [
    { rfilename: '.gitattributes', size: 1570, blobId: SHA1 },
    { rfilename: 'folder/m.gguf', size: 484, blobId: SHA1, lfs },
  ],
});
const LONG = { timeout: 3_600_000 };

it('A2: a hub’s answer with anything changed is read, or refused as one', LONG, async () => {
  const random = seeded(41);
  const seen = await outcomes(() => parseHubAnswer(mutateText(ANSWER, random)));
  expect([...seen.keys()].sort()).toEqual(['done', 'source/hub-answer']);
  expect(seen.get('source/hub-answer')).toBeGreaterThan(FUZZ_RUNS / 10);
  expect(seen.get('done')).toBeGreaterThan(FUZZ_RUNS / 100);
});

it(
  'A1, A2: a mirror’s list with anything changed is refused, but where nothing that is signed was',
  LONG,
  async () => {
    const list = await envelope(listing([(await smallPack({ mib: 0.01 })).entry]), OTHER);
    const text = JSON.stringify(list);
    const random = seeded(42);
    const judge = { keys: [], now: Date.now(), seen: { read: async () => undefined, note: async () => {} } };
    const runs = Math.ceil(FUZZ_RUNS / 10);
    let offered = 0;
    const seen = await outcomes(async () => {
      const { offers } = await parseMirrorList(mutateText(text, random), judge);
      offered += offers.length;
    }, runs);
    for (const code of seen.keys()) expect(code).toMatch(/^(done|pack\/[a-z-]+)$/);
    expect(offered, 'lists that still say what was signed').toBeLessThan(runs / 4);
  },
);

it('what is typed or pasted is an address, or none, whatever it is', LONG, async () => {
  const pieces = [
    'https://',
    'huggingface.co',
    '/',
    'a',
    'b.c',
    '@',
    ':',
    '..',
    '%2e',
    '%',
    '\u0000',
    '?x',
    '#',
    'blob/',
    'main',
    '\\',
    ' ',
    '-',
  ];
  const random = seeded(43);
  const seen = await outcomes(() => {
    const typed = Array.from({ length: pick(random, 12) }, () => pieces[pick(random, pieces.length)]).join(
      '',
    );
    const found = parseHubAddress(typed, 'https://huggingface.co');
    if (found && !/^https?:\/\/[^?#]+$/.test(`${found.endpoint}/${found.repo}`)) expect.fail(typed);
    if (found && !/^[\w.-]+\/[\w.-]+$/.test(found.repo)) expect.fail(typed);
  });
  expect([...seen.keys()]).toEqual(['done']);
});
