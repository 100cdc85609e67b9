import { describe, expect, it } from 'vitest';
import { readTensorCache } from '../../../src/lib/mlc/tensor-cache';
import { bytesOf, INDEX } from '../../fixtures/mlc/tiny-folder';

const FILE = 'tensor-cache.json';
type Index = typeof INDEX;
type Entry = Index['records'][number];

const read = (value: unknown) => readTensorCache(bytesOf(value), FILE);
const changed = (change: (index: Index) => void): Index => {
  const index = structuredClone(INDEX);
  change(index);
  return index;
};
const shard = (change: Partial<Record<keyof Entry, unknown>>) =>
  changed((index) => Object.assign(index.records[0]!, change));
const record = (change: Record<string, unknown>) =>
  changed((index) => Object.assign(index.records[0]!.records[1]!, change));

describe('readTensorCache', () => {
  it('reads shards and records, packed ones too, and leaves what nobody needs', () => {
    const { shards, records, bytes } = read(INDEX);
    expect(shards.map(({ dataPath, nbytes }) => [dataPath, nbytes])).toEqual([
      ['params_shard_0.bin', 80],
      ['params_shard_1.bin', 32],
    ]);
    expect(bytes).toBe(112);
    expect(records.get('model.norm.weight')).toEqual({
      name: 'model.norm.weight',
      shape: [16],
      dtype: 'float32',
      format: 'f32-to-bf16',
      nbytes: 32,
      byteOffset: 0,
    });
    expect(JSON.stringify(shards)).not.toContain('md5');
  });

  it.each([
    ['https://evil.example/x.bin'],
    ['//evil.example/x.bin'],
    ['../params_shard_0.bin'],
    ['/params_shard_0.bin'],
    ['a/b.bin'],
    ['a\\b.bin'],
    ['%2e%2e%2fx.bin'],
    ['params_shard_0.bin?x'],
    ['data:text/plain,x.bin'],
    ['..bin'],
    ['x.json'],
    [`${'x'.repeat(200)}.bin`],
    [7],
    [null],
  ])('A5: refuses the path %j', (dataPath) => {
    expect(() => read(shard({ dataPath }))).toThrow(
      expect.objectContaining({
        code: 'mlc/invalid',
        details: expect.objectContaining({ problem: 'data-path' }),
      }),
    );
  });

  it.each<[string, Index, string]>([
    ['ranges that overlap', record({ byteOffset: 60 }), 'overlap'],
    ['a range beyond its shard', record({ byteOffset: 65 }), 'range'],
    ['a negative offset', record({ byteOffset: -16 }), 'range'],
    ['an offset above 2^53', record({ byteOffset: 2 ** 53 + 2 }), 'range'],
    ['an offset that is no number', record({ byteOffset: '64' }), 'range'],
    ['a length that shape and type do not make', record({ nbytes: 12 }), 'nbytes'],
    ['a length of NaN', record({ nbytes: null }), 'nbytes'],
    ['a negative dimension', record({ shape: [-8, -1] }), 'shape'],
    ['an empty dimension', record({ shape: [8, 0] }), 'shape'],
    ['a product above 2^53', record({ shape: [2 ** 30, 2 ** 30, 2 ** 30] }), 'shape'],
    ['nine dimensions', record({ shape: Array(9).fill(1) }), 'shape'],
    ['no shape', record({ shape: 'many' }), 'shape'],
    ['a type that nobody knows', record({ dtype: 'float128' }), 'dtype'],
    ['a type that every object has', record({ dtype: 'constructor' }), 'dtype'],
    ['a packing of a type that has none', record({ format: 'f32-to-bf16' }), 'record-format'],
    ['a packing that nobody knows', record({ format: 'zip' }), 'record-format'],
    ['a name twice', record({ name: 'model.norm.weight' }), 'name-twice'],
    ['an empty name', record({ name: '' }), 'record-name'],
    ['a name of 500 characters', record({ name: 'x'.repeat(500) }), 'record-name'],
    ['a shard twice', shard({ dataPath: 'PARAMS_SHARD_1.bin' }), 'shard-twice'],
    ['a shard of another format', shard({ format: 'zip' }), 'shard-format'],
    ['a shard of no bytes', shard({ nbytes: 0 }), 'shard-bytes'],
    ['a shard of 2^53 bytes', shard({ nbytes: 2 ** 53 }), 'shard-bytes'],
    ['a shard without records', shard({ records: null }), 'shard'],
    ['no shards', changed((index) => (index.records = [])), 'no-records'],
    ['5,000 shards', { ...INDEX, records: Array<Entry>(5000).fill(INDEX.records[0]!) }, 'too-many-shards'],
    ['20,000 records', shard({ records: Array<unknown>(20_000).fill({}) }), 'too-many-records'],
  ])('A5: refuses %s', (_, index, problem) => {
    expect(() => read(index)).toThrow(
      expect.objectContaining({
        code: 'mlc/invalid',
        details: expect.objectContaining({ file: FILE, problem }),
      }),
    );
  });

  it('A5: refuses a million records by their bytes, before it builds them', () => {
    const list = Array(1_000_000).fill('{"name":"a"}').join(',');
    const text = `{"records":[{"dataPath":"a.bin","format":"raw-shard","nbytes":4,"records":[${list}]}]}`;
    expect(() => read(text)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ problem: 'too-large' }) }),
    );
  });

  it.each([
    ['no JSON', '<html>'],
    ['a list', '[]'],
    ['a key twice', '{"records":[],"records":[]}'],
    ['a prototype', '{"__proto__":{}}'],
    ['a thousand brackets', `${'['.repeat(1000)}${']'.repeat(1000)}`],
  ])('refuses %s', (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'mlc/invalid' }));
  });
});
