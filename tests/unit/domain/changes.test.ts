import { expect, it } from 'vitest';
import { changesBetween } from '../../../src/lib/domain/changes';
import type { Digest } from '../../../src/lib/domain/digest';
import type { Shard } from '../../../src/lib/domain/pack';
import { manifestWith } from '../../fakes/small-pack';

const shard = (path: string, letter: string, bytes = 10): Shard => ({
  path,
  role: 'weights',
  bytes,
  sha256: letter.repeat(64) as Digest,
});
const before = manifestWith([shard('model.gguf', 'a'), shard('old.txt', 'b')]);

it('names files that are new, gone and changed, and the size', () => {
  const after = manifestWith([shard('model.gguf', 'c', 30), shard('new.txt', 'b')]);
  expect(changesBetween(before, after)).toEqual([
    { kind: 'size', before: 20, after: 40 },
    { kind: 'added', paths: ['new.txt'] },
    { kind: 'removed', paths: ['old.txt'] },
    { kind: 'changed', paths: ['model.gguf'] },
  ]);
});

it('another licence, other terms of the same one, and another class of openness are told apart', () => {
  const { licence, openness } = before;
  const mit = { ...before, licence: { ...licence, spdx: 'MIT', name: 'MIT License' } };
  expect(changesBetween(before, mit)).toEqual([
    { kind: 'licence', before: licence.name, after: 'MIT License' },
  ]);
  const stricter = { ...before, licence: { ...licence, conditions: ['Not for paid work.'] } };
  expect(changesBetween(before, stricter)).toEqual([{ kind: 'terms' }]);
  const closed = { ...before, openness: { ...openness, class: 'restricted' as const } };
  expect(changesBetween(before, closed)).toEqual([
    { kind: 'openness', before: 'open-source', after: 'restricted' },
  ]);
});

it('where only the description differs it says so, for nobody should fetch a model for that', () => {
  expect(changesBetween(before, { ...before, warnings: [] })).toEqual([{ kind: 'papers' }]);
});
