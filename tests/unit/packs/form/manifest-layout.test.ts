import { describe, expect, it } from 'vitest';
import type { PackManifest, Shard } from '../../../../src/lib/domain/pack';
import { packIdOf } from '../../../../src/lib/packs/form/canonical';
import { parseManifest } from '../../../../src/lib/packs/form/manifest';
import { manifestWith, seededShard } from '../../../fakes/small-pack';

const parse = (manifest: unknown) => parseManifest(new TextEncoder().encode(JSON.stringify(manifest)));
const refusedAt = (where: string, problem?: string) =>
  expect.objectContaining({
    code: 'pack/manifest-invalid',
    details: expect.objectContaining({ where, ...(problem ? { problem } : {}) }),
  });

const one = await seededShard({ path: 'x', seed: 1, bytes: 10 });
/** Shards that differ in name and content. */
const shard = (path: string, role: Shard['role'], seed = path.length): Shard => ({
  ...one,
  path,
  role,
  sha256: seed.toString(16).padStart(64, 'a') as Shard['sha256'],
});
const folder = (weights: number): Shard[] => [
  shard('mlc-chat-config.json', 'config', 1),
  shard('tensor-cache.json', 'index', 2),
  shard('tokenizer.json', 'tokenizer', 3),
  ...Array.from({ length: weights }, (_, at) => shard(`params_shard_${at}.bin`, 'weights', 100 + at)),
];
const mlc = (shards: Shard[]): PackManifest => ({ ...manifestWith(shards), layout: 'mlc' });

describe('an MLC folder', () => {
  it('of many weights files comes through whole', () => {
    const manifest = mlc(folder(1024));
    expect(parse(manifest)).toEqual(manifest);
  });

  it.each(['config', 'index', 'tokenizer'] as const)('has exactly one %s', (role) => {
    const none = folder(2).filter((each) => each.role !== role);
    const two = [...folder(2), shard('another.json', role, 9)];
    for (const shards of [none, two])
      expect(() => parse(mlc(shards))).toThrow(refusedAt('manifest.shards', `not one ${role} file`));
  });

  it('has weights, and not without end', () => {
    expect(() => parse(mlc(folder(0)))).toThrow(refusedAt('manifest.shards', 'no weights file'));
    expect(() => parse(mlc(folder(1100)))).toThrow(refusedAt('manifest.shards', 'too many entries'));
  });

  it('is not taken for a GGUF, which is one file beside a few papers', () => {
    expect(() => parse(manifestWith(folder(2)))).toThrow(
      refusedAt('manifest.shards', 'not one weights file'),
    );
    const papers = Array.from({ length: 70 }, (_, at) => shard(`l${at}.txt`, 'licence', 200 + at));
    const many = manifestWith([shard('model.gguf', 'weights', 5), ...papers]);
    expect(() => parse(many)).toThrow(refusedAt('manifest.shards', 'too many entries'));
    expect(() => parse({ ...many, layout: 'onnx' })).toThrow(refusedAt('manifest.layout'));
  });
});

describe('what a manifest may say besides', () => {
  const plain = manifestWith([one]);
  const full: PackManifest = {
    ...plain,
    layout: 'gguf',
    requires: { shaderF16: true, bufferBytes: 134_217_728 },
    openness: {
      ...plain.openness,
      components: [{ name: 'weights', status: 'open', licence: 'Apache-2.0', url: 'https://hub.example/m' }],
    },
    lineage: {
      ...plain.lineage,
      steps: [{ kind: 'fine-tune', tool: 'trl', version: '1', inputs: ['a'], outputs: ['b'], at: '' }],
    },
  };

  it('comes through whole, and is part of its name', async () => {
    expect(parse(full)).toEqual(full);
    expect(await packIdOf(parse(full))).not.toBe(await packIdOf(plain));
  });

  it('is not there where nothing was said: older packs keep their names', async () => {
    expect(parse(plain)).toEqual(plain);
    expect(await packIdOf(parse(plain))).toBe(await packIdOf(plain));
  });

  it.each([
    ['manifest.requires.cuda', { requires: { cuda: true } }],
    ['manifest.requires.bufferBytes', { requires: { bufferBytes: -1 } }],
    [
      'manifest.openness.components[0].url',
      {
        openness: {
          ...full.openness,
          components: [{ ...full.openness.components?.[0], url: 'javascript:1' }],
        },
      },
    ],
    [
      'manifest.openness.components[0].name',
      { openness: { ...full.openness, components: [{ ...full.openness.components?.[0], name: 'soul' }] } },
    ],
    [
      'manifest.openness.components',
      { openness: { ...full.openness, components: Array(21).fill(full.openness.components?.[0]) } },
    ],
  ])('is refused where it is wrong: %s', (where, change) => {
    expect(() => parse({ ...full, ...change })).toThrow(refusedAt(where));
  });
});
