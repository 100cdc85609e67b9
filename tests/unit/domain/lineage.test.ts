import { expect, test } from 'vitest';
import { isWholeWay, shortDigest, stationsOf } from '../../../src/lib/domain/lineage';
import type { LineageStep, PackManifest, Shard } from '../../../src/lib/domain/pack';
import { manifestWith } from '../../fakes/small-pack';

const step = (kind: LineageStep['kind'], output: string): LineageStep => ({
  kind,
  tool: `tool of ${kind}`,
  version: '1',
  inputs: ['in'],
  outputs: [output],
  at: '2026-01-01',
});
const shard: Shard = { path: 'a.gguf', role: 'weights', bytes: 1, sha256: 'a'.repeat(64) as Shard['sha256'] };
const manifest: PackManifest = {
  ...manifestWith([shard]),
  lineage: {
    upstream: { name: 'owner/model', url: 'https://hub.example/owner/model', revision: 'f'.repeat(40) },
    steps: [step('fine-tune', 'b'), step('compile', 'lib'), step('quantise', 'c')],
  },
};
const kinds = (pack: Parameters<typeof stationsOf>[0]) => stationsOf(pack).map(({ kind }) => kind);

test('the way goes from those who made it over every step to this device, libraries joining at the end', () => {
  const source = { kind: 'peer', name: 'Tablet' } as const;
  const stations = stationsOf({ manifest, source, installedAt: '2026-11-01T09:00:00.000Z' });
  expect(stations.map(({ kind }) => kind)).toEqual([
    'upstream',
    'fine-tune',
    'quantise',
    'compile',
    'device',
  ]);
  expect(stations.filter(({ joins }) => joins).map(({ kind }) => kind)).toEqual(['compile']);
  expect(stations.at(-1)).toMatchObject({ name: 'Tablet', inputs: [`a.gguf ${shard.sha256}`] });
  expect(stations[0]?.outputs).toEqual(['f'.repeat(40)]);
});

test('of a plan it ends at the files, not at this device', () => {
  expect(kinds({ manifest }).at(-1)).toBe('files');
});

test('a model with no recorded steps still has a beginning and an end', () => {
  const bare = { ...manifest, lineage: { upstream: { name: '', url: '', revision: '' }, steps: [] } };
  expect(kinds({ manifest: bare })).toEqual(['upstream', 'files']);
});

test('digests and commits are cut to what an eye can compare, other text is left alone', () => {
  expect(shortDigest(`a.gguf ${'0123456789ab'.padEnd(64, 'c')}`)).toBe('a.gguf 0123456789ab…');
  expect(shortDigest('d'.repeat(40))).toBe('dddddddddddd…');
  expect(shortDigest('not recorded')).toBe('not recorded');
});

test('a way is whole only if every station names the bytes that went in and came out', () => {
  const { upstream } = manifest.lineage;
  const step = { kind: 'convert', tool: '', version: '', at: '' } as const;
  const [commit, digest] = ['f'.repeat(40), 'a'.repeat(64)];
  const whole = { upstream, steps: [{ ...step, inputs: [commit], outputs: [digest] }] };
  expect(isWholeWay(whole)).toBe(true);
  expect(isWholeWay({ upstream, steps: [] })).toBe(true);
  for (const inputs of [[], ['owner/model'], [digest, 'and another'], [digest.toUpperCase()]])
    expect(isWholeWay({ upstream, steps: [{ ...step, inputs, outputs: [digest] }] })).toBe(false);
  expect(isWholeWay({ upstream, steps: [{ ...step, inputs: [commit], outputs: [] }] })).toBe(false);
  expect(isWholeWay({ ...whole, upstream: { ...upstream, revision: 'not recorded' } })).toBe(false);
});
