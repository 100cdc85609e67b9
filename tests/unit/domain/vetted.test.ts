import { describe, expect, test } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import { licenceOf } from '../../../src/lib/domain/licences';
import type { PackId, Verdict, Verification } from '../../../src/lib/domain/pack';
import { arrivingStages, stagesOf, unknownOf, vetLines, type Vetted } from '../../../src/lib/domain/vetted';
import { sourceName, type VetCheck } from '../../../src/lib/domain/vetting';
import { manifestWith } from '../../fakes/small-pack';

const DIGEST = 'a'.repeat(64) as Digest;
const manifest = manifestWith([]);
const read = (...verdicts: Verdict[]): Verification => ({
  packId: DIGEST as PackId,
  checkedAt: '2026-11-02T09:00:00.000Z',
  checks: verdicts.map((verdict, index) => ({ path: `${index}.bin`, sha256: DIGEST, verdict })),
  verdict: verdicts.every((verdict) => verdict === 'match') ? 'verified' : 'corrupt',
});
const check = (what: VetCheck['what'], result: VetCheck['result']): VetCheck => ({
  what,
  path: '',
  result,
  details: '',
});
const results = (pack: Vetted) =>
  Object.fromEntries(vetLines(pack).map(({ what, result }) => [what, result]));

describe('What was checked', () => {
  test('is that nobody has looked yet, of a plan', () => {
    expect(new Set(vetLines({ manifest, trust: 'declared' }).map(({ result }) => result))).toEqual(
      new Set(['not-made']),
    );
  });

  test.each<[Verdict, string, string]>([
    ['match', 'passed', 'passed'],
    ['digest', 'passed', 'failed'],
    ['length', 'failed', 'passed'],
    ['missing', 'failed', 'passed'],
  ])('of a file with the verdict %s', (verdict, length, digest) => {
    const lines = results({ manifest, trust: 'vouched', verification: read('match', verdict) });
    expect([lines['length'], lines['digest']]).toEqual([length, digest]);
  });

  test('is of the last reading of every byte, not of the first', () => {
    const vetting = {
      checkedAt: '',
      checks: [check('digest', 'passed'), check('fit', 'passed')],
      unknown: [],
    };
    const lines = results({ manifest, trust: 'vouched', vetting, verification: read('digest') });
    expect([lines['digest'], lines['fit']]).toEqual(['failed', 'passed']);
  });

  test('failed where one of its files failed, and is unknown where one had nothing to compare with', () => {
    const of = (...found: VetCheck['result'][]) =>
      results({
        manifest,
        trust: 'vouched',
        vetting: { checkedAt: '', checks: found.map((one) => check('tokenizer', one)), unknown: [] },
      })['tokenizer'];
    expect([of('passed', 'unknown', 'failed'), of('passed', 'unknown'), of('passed')]).toEqual([
      'failed',
      'unknown',
      'passed',
    ]);
  });
});

test('a pack is promoted once it is installed, and damaged when a later check says so', () => {
  const installedAt = '2026-11-01T09:00:00.000Z';
  const last = (pack: Partial<Vetted>) => stagesOf({ manifest, trust: 'vouched', ...pack }).at(-1);
  expect(last({})).toMatchObject({ state: 'waiting', at: '' });
  expect(last({ installedAt, verification: read('match') })).toMatchObject({
    state: 'done',
    at: installedAt,
  });
  expect(last({ installedAt, verification: read('digest') })).toMatchObject({ state: 'damaged' });
});

test('a pack on its way is in quarantine until all of it is here, and then it is checked', () => {
  const states = (heldBytes: number) =>
    arrivingStages({ heldBytes, totalBytes: 10 }).map(({ state }) => state);
  expect(states(0)).toEqual(['now', 'waiting', 'waiting']);
  expect(states(9)).toEqual(['now', 'waiting', 'waiting']);
  expect(states(10)).toEqual(['done', 'now', 'waiting']);
});

test('what is unknown joins what was found with what the manifest leaves open, each once', () => {
  const bare = {
    ...manifest,
    languages: [],
    licence: licenceOf({ id: '' }),
    openness: { ...manifest.openness, trainingData: false },
    warnings: ['unmeasured' as const],
  };
  const vetting = { checkedAt: '', checks: [], unknown: ['foreign-library' as const, 'licence' as const] };
  expect(unknownOf({ manifest: bare, trust: 'declared', vetting })).toEqual([
    'foreign-library',
    'licence',
    'who-made-it',
    'digest-from-same-host',
    'lineage',
    'training-data',
    'languages',
    'quality',
  ]);
  const upstream = { ...manifest.lineage.upstream, revision: 'a'.repeat(40) };
  const whole = { ...manifest, lineage: { upstream, steps: [] } };
  expect(unknownOf({ manifest: whole, trust: 'vouched' })).toEqual([]);
});

test.each([
  [{ kind: 'site', baseUrl: 'https://school.example:8443/packs' } as const, 'school.example:8443'],
  [{ kind: 'mirror', baseUrl: 'not an address' } as const, 'not an address'],
  [{ kind: 'file', fileName: 'a.gguf' } as const, 'a.gguf'],
  [{ kind: 'peer', name: 'Tablet' } as const, 'Tablet'],
])('a source is called by the word that a person knows it by: %j', (source, name) => {
  expect(sourceName(source)).toBe(name);
});
