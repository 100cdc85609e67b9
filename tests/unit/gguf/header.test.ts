import { describe, expect, it } from 'vitest';
import { MIB } from '../../../src/lib/domain/bytes';
import { parseHeader } from '../../../src/lib/gguf/header';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { refusal } from '../../fixtures/gguf/refusal';
import { tinyLlama, withMetadata, withTensor } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, type Value, writeGguf } from '../../fixtures/gguf/write-gguf';

const parse = (spec: GgufSpec) => parseHeader(memorySource(writeGguf(spec)));
const bare = (metadata: GgufSpec['metadata']): GgufSpec => ({ metadata, tensors: [] });

describe('parseHeader', { timeout: 30_000 }, () => {
  it('reads every tensor with its place in the file', async () => {
    const model = tinyLlama();
    const bytes = writeGguf(model);
    const header = await parseHeader(memorySource(bytes));
    expect(header.version).toBe(3);
    expect([...header.tensors.keys()]).toEqual(model.tensors.map((tensor) => tensor.name));
    for (const tensor of model.tensors) {
      const info = header.tensors.get(tensor.name)!;
      expect(info.shape).toEqual(tensor.shape);
      expect(bytes.subarray(info.offset, info.offset + info.bytes)).toEqual(tensor.data);
    }
  });

  it('reads version 2 as it does version 3', async () => {
    expect((await parse({ ...tinyLlama(), version: 2 })).tensors.size).toBe(20);
  });

  it('reads every type of value', async () => {
    const { metadata } = await parse(
      bare([
        ['byte', { u8: 200 }],
        ['signed', { i32: -5 }],
        ['real', { f32: 0.5 }],
        ['double', { f64: 0.1 }],
        ['large', { u64: 2n ** 52n }],
        ['negative', { i64: -3n }],
        ['yes', { bool: 1 }],
        ['word', { text: 'naïve 漢字' }],
        ['words', { texts: ['a', '', 'ç'] }],
        ['numbers', { i32s: [1, -2, 3] }],
        ['wide', { u64s: [1n, 2n ** 40n] }],
      ]),
    );
    expect(metadata.number('byte')).toBe(200);
    expect(metadata.number('signed')).toBe(-5);
    expect(metadata.number('real')).toBe(0.5);
    expect(metadata.number('double')).toBe(0.1);
    expect(metadata.number('large')).toBe(2 ** 52);
    expect(metadata.number('negative')).toBe(-3);
    expect(metadata.flag('yes')).toBe(true);
    expect(metadata.text('word')).toBe('naïve 漢字');
    const words = metadata.texts('words')!;
    expect([words.at(0), words.at(1), words.at(2), words.at(3)]).toEqual(['a', '', 'ç', undefined]);
    expect([...metadata.numbers('numbers')!]).toEqual([1, -2, 3]);
    expect([...metadata.numbers('wide')!]).toEqual([1, 2 ** 40]);
    expect(metadata.text('absent')).toBeUndefined();
  });

  it('refuses a value of another type than is asked for, and never coerces it', async () => {
    const { metadata } = await parse(bare([['a', { text: '7' }]]));
    expect(await refusal(() => metadata.number('a'))).toBe('gguf/limits metadata-type');
    expect(await refusal(() => metadata.count('b'))).toBe('gguf/unsupported');
  });

  it('keeps a 64-bit value that is no exact number apart from numbers', async () => {
    const { metadata } = await parse(bare([['seed', { u64: 2n ** 64n - 1n }]]));
    expect(await refusal(() => metadata.number('seed'))).toBe('gguf/limits metadata-type');
  });

  it('takes keys such as __proto__ for what they are: keys', async () => {
    const { metadata } = await parse(bare([['__proto__', { text: 'x' }]]));
    expect(metadata.text('__proto__')).toBe('x');
    expect(metadata.text('constructor')).toBeUndefined();
  });

  it('reads a header of several MiB in growing pieces and leaves the weights alone', async () => {
    const texts = Array.from({ length: 200_000 }, (_, index) => `token number ${index} of a long list`);
    const weights = new Uint8Array(24 * MIB);
    const source = memorySource(
      writeGguf({
        metadata: [['words', { texts }]],
        tensors: [{ name: 't', shape: [weights.length / 4], type: 0, data: weights }],
      }),
    );
    const words = (await parseHeader(source)).metadata.texts('words')!;
    expect(words.length).toBe(200_000);
    expect(words.at(199_999)).toBe(texts[199_999]);
    expect(source.reads.map(({ offset, length }) => [offset / MIB, length / MIB])).toEqual([
      [0, 1],
      [1, 1],
      [2, 2],
      [4, 4],
    ]);
  });
});

describe('a file that is no GGUF that we read', () => {
  it.each<[string, GgufSpec, string]>([
    ['another magic', { ...bare([]), magic: 'GGML' }, 'gguf/not-gguf'],
    ['version 1, whose counts are shorter', { ...bare([]), version: 1 }, 'gguf/unsupported'],
    ['a later version', { ...bare([]), version: 4 }, 'gguf/unsupported'],
    ['big-endian bytes', { ...bare([]), version: 0x03000000 }, 'gguf/unsupported'],
  ])('is refused: %s', async (_, spec, expected) => {
    expect(await refusal(() => parse(spec))).toBe(expected);
  });

  it.each([0, 3])('is refused when it has %i bytes', async (length) => {
    expect(await refusal(() => parseHeader(memorySource(new Uint8Array(length))))).toBe('gguf/not-gguf');
  });

  it('is refused as truncated wherever the header is cut', async () => {
    const bytes = writeGguf(tinyLlama());
    const { dataOffset } = await parseHeader(memorySource(bytes));
    for (let length = 4; length < dataOffset; length += 37) {
      expect(await refusal(() => parseHeader(memorySource(bytes.subarray(0, length)))), `${length}`).toBe(
        'gguf/truncated',
      );
    }
  });

  it('is refused as truncated when one byte of the last tensor is missing', async () => {
    const { tensors, ...rest } = tinyLlama();
    const bytes = writeGguf({ ...rest, tensors });
    const { tensors: placed } = await parseHeader(memorySource(bytes));
    const end = Math.max(...[...placed.values()].map((tensor) => tensor.offset + tensor.bytes));
    expect(await refusal(() => parseHeader(memorySource(bytes.subarray(0, end))))).toBe('');
    expect(await refusal(() => parseHeader(memorySource(bytes.subarray(0, end - 1))))).toBe('gguf/truncated');
  });
});

describe('A9: numbers that lie', () => {
  const huge = 2n ** 63n;

  it.each<[string, GgufSpec, string]>([
    ['tensor count', { ...bare([]), tensorCount: huge }, 'gguf/limits integer'],
    ['tensor count', { ...bare([]), tensorCount: 1_000_000n }, 'gguf/limits tensors'],
    ['metadata count', { ...bare([]), metadataCount: 1_000_000n }, 'gguf/limits metadataEntries'],
    ['a count beyond the file', { ...bare([]), metadataCount: 5n }, 'gguf/truncated'],
    ['array length', bare([['a', { texts: [], count: huge }]]), 'gguf/limits integer'],
    ['array length', bare([['a', { i32s: [], count: 2n ** 40n }]]), 'gguf/limits arrayItems'],
    ['an array beyond the file', bare([['a', { i32s: [], count: 2_000_000n }]]), 'gguf/truncated'],
    [
      'an array of strings beyond the file',
      bare([['a', { texts: [], count: 2_000_000n }]]),
      'gguf/truncated',
    ],
    ['string length', bare([['a', raw(8, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0)]]), 'gguf/limits stringBytes'],
    ['string length', bare([['a', raw(8, 0, 0, 0, 0, 0, 0, 0, 0xff)]]), 'gguf/limits integer'],
    ['key length', bare([['k'.repeat(1025), { u32: 1 }]]), 'gguf/limits keyBytes'],
    ['value type', bare([['a', raw(99)]]), 'gguf/limits value-type'],
    [
      'an array of arrays',
      bare([['a', raw(9, 9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)]]),
      'gguf/limits nested-array',
    ],
    ['a flag that is neither 0 nor 1', bare([['a', { bool: 2 }]]), 'gguf/limits boolean'],
    [
      'a key twice',
      bare([
        ['a', { u32: 1 }],
        ['a', { u32: 2 }],
      ]),
      'gguf/limits duplicate-key',
    ],
    ['a key that is no UTF-8', bare([['a', { text: Uint8Array.of(0xc3) }]]), 'gguf/limits utf-8'],
    ['alignment 0', bare([['general.alignment', { u32: 0 }]]), 'gguf/limits alignment'],
    ['alignment 33', bare([['general.alignment', { u32: 33 }]]), 'gguf/limits alignment'],
    ['alignment 2^31', bare([['general.alignment', { u32: 2 ** 31 }]]), 'gguf/limits alignment'],
    ['alignment as text', bare([['general.alignment', { text: '32' }]]), 'gguf/limits metadata-type'],
  ])('%s', async (_, spec, expected) => {
    expect(await refusal(() => parse(spec))).toBe(expected);
  });

  const model = tinyLlama();
  const name = 'blk.0.attn_q.weight';
  it.each<[string, GgufSpec, string]>([
    ['no dimension', withTensor(model, name, { shape: [] }), 'gguf/limits no-dimensions'],
    ['five dimensions', withTensor(model, name, { shape: [32, 1, 1, 1, 1] }), 'gguf/limits dimensions'],
    ['a dimension of 0', withTensor(model, name, { shape: [64, 0] }), 'gguf/limits empty-dimension'],
    ['a product of 2^64', withTensor(model, name, { shape: [2n ** 32n, 2n ** 32n] }), 'gguf/limits integer'],
    [
      'a product that wraps to 0 in 64 bits',
      withTensor(model, name, { shape: [2n ** 40n, 2n ** 40n] }),
      'gguf/limits integer',
    ],
    ['a size above 2^53', withTensor(model, name, { shape: [2n ** 51n], type: 28 }), 'gguf/limits integer'],
    ['a size beyond the file', withTensor(model, name, { shape: [64, 1_000_000] }), 'gguf/truncated'],
    [
      'a row that is no whole number of blocks',
      withTensor(model, name, { shape: [48, 64] }),
      'gguf/limits block-size',
    ],
    ['an unknown type', withTensor(model, name, { type: 999 }), 'gguf/unsupported'],
    ['an offset of 2^63', withTensor(model, name, { offset: huge }), 'gguf/limits integer'],
    ['an offset of 2^53 - 32', withTensor(model, name, { offset: 2n ** 53n - 32n }), 'gguf/truncated'],
    [
      'an offset that is not aligned',
      withTensor(model, name, { offset: 8n }),
      'gguf/limits misaligned-tensor',
    ],
    [
      'an offset into another tensor',
      withTensor(model, name, { offset: 32n }),
      'gguf/limits overlapping-tensors',
    ],
    ['a name twice', withTensor(model, name, { name: 'output_norm.weight' }), 'gguf/limits duplicate-tensor'],
    [
      'a name of 129 bytes',
      withTensor(model, name, { name: 'x'.repeat(129) }),
      'gguf/limits tensorNameBytes',
    ],
    [
      'an alignment that the file does not keep',
      withMetadata(model, 'general.alignment', { u32: 1024 }),
      'gguf/limits misaligned-tensor',
    ],
  ])('tensor: %s', async (_, spec, expected) => {
    expect(await refusal(() => parse(spec))).toBe(expected);
  });

  it('are told apart by names that are short and without control characters', async () => {
    const spec = withTensor(model, name, { name: `\u202e${'y'.repeat(100)}`, shape: [64, 1_000_000] });
    const thrown = await parse(spec).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ details: { tensor: `\ufffd${'y'.repeat(62)}…` } });
  });
});

function raw(type: number, ...rest: number[]): Value {
  return { raw: Uint8Array.of(type, 0, 0, 0, ...rest) };
}
