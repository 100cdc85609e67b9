import { expect, it } from 'vitest';
import { canonicalJson } from '../../../../src/lib/packs/form/canonical';
import { parseCatalogue } from '../../../../src/lib/packs/trust/catalogue';
import { parseManifest } from '../../../../src/lib/packs/form/manifest';
import { sourceShape } from '../../../../src/lib/packs/form/record-shapes';
import { manifestWith, seededShard, smallPack } from '../../../fakes/small-pack';
import { FUZZ_RUNS, mutateText, outcomes } from '../../../fixtures/fuzz';
import { seeded } from '../../../fixtures/gguf/random';

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const parts = await Promise.all(
  (['weights', 'config', 'index', 'tokenizer', 'licence'] as const).map((role, seed) =>
    seededShard({ path: `${role}.bin`, seed, bytes: 100 + seed, role }),
  ),
);
const folder = {
  ...manifestWith(parts),
  layout: 'mlc' as const,
  requires: { shaderF16: true, bufferBytes: 1000 },
};
const timeout = 30_000 + FUZZ_RUNS;

it(
  'a damaged manifest is refused with a code, or is a manifest: then its canonical form reads back the same',
  async () => {
    const random = seeded(41);
    const original = JSON.stringify(folder);
    const seen = await outcomes(() => {
      const read = parseManifest(mutateText(original, random));
      expect(parseManifest(encode(JSON.parse(canonicalJson(read))))).toEqual(read);
    });
    expect([...seen.keys()].sort()).toEqual(['done', 'pack/manifest-invalid', 'pack/newer-format']);
    expect(seen.get('pack/manifest-invalid')).toBeGreaterThan(FUZZ_RUNS / 2);
  },
  timeout,
);

it(
  'a damaged catalogue shows the entries that are whole, and hides none of them by throwing what has no code',
  async () => {
    const random = seeded(42);
    const { entry } = await smallPack({ mib: 0.01 });
    const original = JSON.stringify({ format: 1, packs: [entry], mirrors: ['https://school.example'] });
    const seen = { read: async () => undefined, note: async () => {} };
    const judge = { keys: [], now: 0, seen };
    const ended = await outcomes(async () => {
      const { packs, refused } = await parseCatalogue(mutateText(original, random), judge);
      for (const pack of packs) expect(pack.packId).toBe(entry.packId);
      for (const { code } of refused) expect(code).toMatch(/^pack\//);
    }, FUZZ_RUNS / 4);
    for (const code of ended.keys()) expect(code).toMatch(/^(?:done|pack\/.*)$/);
  },
  timeout,
);

it(
  'a damaged source on record never names a branch, a script or every host',
  async () => {
    const random = seeded(43);
    const original = JSON.stringify({
      kind: 'hub',
      endpoint: 'https://hub.example',
      repo: 'maker/model',
      revision: '0123456789abcdef0123456789abcdef01234567',
      hosts: ['cdn.example', '*.cdn.example'],
      elsewhere: [{ path: 'lib.wasm', url: 'https://libs.example/lib.wasm' }],
    });
    const seen = await outcomes(() => {
      let value: unknown;
      try {
        value = JSON.parse(new TextDecoder().decode(mutateText(original, random)));
      } catch {
        return; // no JSON at all: records are read by the reader that is tested above
      }
      const source = sourceShape(value, 'source');
      if (source.kind !== 'hub') return;
      expect(source.revision).toMatch(/^[0-9a-f]{40}$/);
      expect(source.endpoint).toMatch(/^https?:\/\/[^/]/);
      for (const host of source.hosts) expect(host).toMatch(/^(?:\*\.)?[\w.-]+(?::\d+)?$/);
      for (const { url } of source.elsewhere) expect(new URL(url).protocol).toMatch(/^https?:$/);
    });
    expect([...seen.keys()].sort()).toEqual(['done', 'pack/manifest-invalid']);
  },
  timeout,
);
