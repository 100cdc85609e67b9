import { describe, expect, it } from 'vitest';
import type { PackManifest, Shard } from '../../../../src/lib/domain/pack';
import { canonicalJson, packIdOf } from '../../../../src/lib/packs/form/canonical';
import { MANIFEST_LIMITS, parseManifest } from '../../../../src/lib/packs/form/manifest';
import { manifestWith, seededShard } from '../../../fakes/small-pack';

const encode = (text: string) => new TextEncoder().encode(text);
const weights = await seededShard({ path: 'model.gguf', seed: 1, bytes: 3_000_000 });
const good = manifestWith([weights]);

/** The manifest as JSON after `change` had its way with it. */
function changed(change: (manifest: Record<string, never> & PackManifest) => void): Uint8Array {
  const copy = structuredClone(good) as Record<string, never> & PackManifest;
  change(copy);
  return encode(JSON.stringify(copy));
}
function refused(bytes: Uint8Array): { code: string; where: unknown } {
  try {
    parseManifest(bytes);
  } catch (thrown) {
    const { code, details } = thrown as { code: string; details: Record<string, unknown> };
    return { code, where: details['where'] };
  }
  throw new Error('was accepted');
}
const invalid = (where: string) => ({ code: 'pack/manifest-invalid', where });
const withPath = (path: string) => changed(({ shards }) => ((shards[0] as Shard).path = path));

it('a good manifest comes through whole, whatever the order and spacing of its JSON', () => {
  expect(parseManifest(encode(JSON.stringify(good)))).toEqual(good);
  const reversed = Object.fromEntries(Object.entries(good).reverse());
  expect(parseManifest(encode(JSON.stringify(reversed, null, 4)))).toEqual(good);
});

describe('the name of a pack', () => {
  it('is the digest of sorted keys without spaces, so that order and layout do not change it', async () => {
    const reversed = Object.fromEntries(Object.entries(good).reverse()) as PackManifest;
    expect(await packIdOf(reversed)).toBe(await packIdOf(good));
    expect(canonicalJson({ b: [1, 'é"'], a: { d: null, c: undefined } })).toBe(
      '{"a":{"d":null},"b":[1,"é\\""]}',
    );
  });

  it('changes with any value', async () => {
    expect(await packIdOf({ ...good, name: 'Small packs' })).not.toBe(await packIdOf(good));
  });

  it('is one for every way to write a number, and another for letters that only look the same', async () => {
    const forms = ['1000', '1e3', '1000.0', '10.00E+2'].map((form) =>
      encode(JSON.stringify(good).replace('"memoryBytes":1000', `"memoryBytes":${form}`)),
    );
    const ids = await Promise.all(forms.map((bytes) => packIdOf(parseManifest(bytes))));
    expect(new Set(ids).size).toBe(1);
    const named = (name: string) => packIdOf({ ...good, name });
    expect(await named('Mod\u00E8le')).not.toBe(await named('Mode\u0300le'));
    expect(await named('Model')).not.toBe(await named('Mod\u0435l'));
    const nothing = parseManifest(
      encode(JSON.stringify(good).replace('"memoryBytes":1000', '"memoryBytes":-0')),
    );
    expect(Object.is(nothing.memoryBytes, 0)).toBe(true);
  });

  it('has no form for what JSON cannot say', () => {
    expect(() => canonicalJson({ a: Infinity })).toThrow('pack/manifest-invalid');
  });
});

describe('A2: hostile JSON', () => {
  it('of 100 MB is refused before it is parsed', () => {
    expect(refused(new Uint8Array(100_000_000)).code).toBe('pack/manifest-too-large');
  });

  it('of the largest size, made of quotes and backslashes, is refused in one pass', () => {
    expect(refused(encode('"\\"'.repeat(MANIFEST_LIMITS.maxBytes / 3 - 1)))).toMatchObject({
      code: 'pack/manifest-invalid',
    });
  });

  it('nested deeply is refused', () => {
    expect(refused(encode('['.repeat(1_000_000)))).toEqual(invalid('depth'));
    expect(refused(encode('{"a":'.repeat(100) + '1' + '}'.repeat(100)))).toEqual(invalid('depth'));
  });

  it('with brackets only inside a text is not nested', () => {
    const manifest = changed((copy) => (copy.name = '[[[[[[[[[[[[{{{{'));
    expect(parseManifest(manifest).name).toBe('[[[[[[[[[[[[{{{{');
  });

  it('with a key twice, plain or escaped, is refused', () => {
    const json = JSON.stringify(good);
    expect(refused(encode(json.replace('{', '{"name":"x",'))).where).toBe('duplicate key name');
    expect(refused(encode(json.replace('{', '{"n\\u0061me" : "x",'))).where).toBe('duplicate key name');
  });

  it('with __proto__, plain or escaped, is refused', () => {
    const json = JSON.stringify(good);
    expect(refused(encode(json.replace('{', '{"__proto__":{},')))).toEqual(invalid('__proto__'));
    expect(refused(encode(json.replace('{', '{"\\u005f_proto__":{},')))).toEqual(invalid('__proto__'));
  });

  it.each(['', '{', 'null', '[]', '"text"', '{"format":1}', 'undefined', '{"a":1,}'])(
    '%j is refused',
    (json) => {
      expect(refused(encode(json)).code).toBe('pack/manifest-invalid');
    },
  );

  it('in another encoding than UTF-8 is refused', () => {
    expect(refused(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])).code).toBe('pack/manifest-invalid');
  });

  it.each([NaN, -1, 0, 1.5, 2 ** 53 + 1, 1e300, '100', null, true])('a size of %s is refused', (bytes) => {
    const where = refused(changed(({ shards }) => ((shards[0] as Shard).bytes = bytes as number))).where;
    expect(where).toBe('manifest.shards[0].bytes');
  });

  it('a size that is not a literal a double holds is refused', () => {
    const json = JSON.stringify(good).replace('"bytes":3000000', '"bytes":9007199254740993');
    expect(refused(encode(json)).where).toBe('manifest.shards[0].bytes');
  });

  it.each(['A'.repeat(64), 'g'.repeat(64), 'a'.repeat(63), `${'a'.repeat(63)}а`, '', 5])(
    '%j is no digest',
    (sha256) => {
      const where = refused(
        changed(({ shards }) => ((shards[0] as Shard).sha256 = sha256 as Shard['sha256'])),
      ).where;
      expect(where).toBe('manifest.shards[0].sha256');
    },
  );

  it('an unknown key is refused, with where it is', () => {
    expect(refused(changed((copy) => Object.assign(copy.licence, { free: true })))).toEqual(
      invalid('manifest.licence.free'),
    );
  });

  it.each(['name', 'shards', 'lineage', 'licence'])('a missing %s is told', (key) => {
    expect(refused(changed((copy) => Reflect.deleteProperty(copy, key)))).toEqual(invalid(`manifest.${key}`));
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])('a key named %s is just an unknown key', (key) => {
    expect(refused(changed((copy) => Object.assign(copy, { [key]: 1 })))).toEqual(invalid(`manifest.${key}`));
  });

  it('an address that runs a script is refused', () => {
    expect(refused(changed((copy) => (copy.licence.url = 'javascript:alert(1)')))).toEqual(
      invalid('manifest.licence.url'),
    );
  });

  it('a later format is told apart from a wrong one', () => {
    expect(refused(changed((copy) => ((copy as { format: number }).format = 2))).code).toBe(
      'pack/newer-format',
    );
    expect(refused(changed((copy) => ((copy as { format: number }).format = 0)))).toEqual(
      invalid('manifest.format'),
    );
  });
});

describe('chunk digests', () => {
  it('must be one per MiB', () => {
    expect(refused(changed(({ shards }) => shards[0]?.chunks?.pop()))).toEqual(
      invalid('manifest.shards[0].chunks'),
    );
  });
  it('may be left out', () => {
    const parsed = parseManifest(changed(({ shards }) => delete shards[0]?.chunks));
    expect(parsed.shards[0]).not.toHaveProperty('chunks');
  });
});

describe('A3: a path that is', () => {
  it.each([
    '../model.gguf',
    'a/../../b',
    '/etc/passwd',
    'C:model.gguf',
    'a\\b',
    '%2e%2e/a',
    'a%00',
    'a\0b',
    '.',
    '..',
    '',
    'a//b',
    'a/',
    'CON',
    'nul.txt',
    'a/LPT1.gguf',
    'com1',
    'aux.',
    'trailing.',
    'trailing ',
    ' leading',
    'a\u202eb',
    'a\u200bb',
    'a\nb',
    'x'.repeat(5000),
    'https://evil/x',
    'a?b',
    'a*b',
    'a|b',
    '\ud800',
  ])('%j is refused', (path) => {
    expect(refused(withPath(path))).toEqual(invalid('manifest.shards[0].path'));
  });

  it.each(['model.gguf', 'licences/NOTICE.txt', '模型.gguf', 'a-b_c.1+2.gguf', '.hidden', 'console.txt'])(
    '%j is accepted',
    (path) => {
      expect(parseManifest(withPath(path)).shards[0]?.path).toBe(path);
    },
  );

  it.each([['Model.gguf'], ['ＭＯＤＥＬ.gguf'], ['model.gguf']])(
    '%s, beside model.gguf, is refused',
    async (path) => {
      const other = await seededShard({ path, seed: 2, bytes: 10, role: 'licence' });
      const bytes = encode(JSON.stringify(manifestWith([weights, other])));
      expect(refused(bytes)).toEqual(invalid('manifest.shards[1].path'));
    },
  );
});

it('one digest with two sizes is refused', () => {
  const bytes = changed(({ shards }) =>
    shards.push({ ...(shards[0] as Shard), path: 'b', role: 'licence', bytes: 3_000_001 }),
  );
  expect(refused(bytes)).toEqual(invalid('manifest.shards[1].bytes'));
});

it.each([0, 2])('%i files of weights are refused', (count) => {
  const shards = Array.from({ length: count }, (_, index) => ({ ...weights, path: `m${index}` }));
  expect(refused(encode(JSON.stringify({ ...good, shards })))).toEqual(invalid('manifest.shards'));
});

it('a library says what it is for, and nothing else does', async () => {
  const library = await seededShard({ path: 'lib.wasm.gz', seed: 2, bytes: 10, role: 'library' });
  const json = (shard: Shard) => encode(JSON.stringify(manifestWith([weights, shard])));
  expect(refused(json(library))).toEqual(invalid('manifest.shards[1].target'));
  expect(parseManifest(json({ ...library, target: 'software' })).shards[1]?.target).toBe('software');
  expect(refused(json({ ...library, role: 'licence', target: 'gpu' }))).toEqual(
    invalid('manifest.shards[1].target'),
  );
});

describe('I8: what a person reads of a manifest', () => {
  const HIDDEN = ['\u202E', '\u2069', '\u2066', '\u0000', '\u001B[2J', '\u0085', '\uD800'];

  it.each(HIDDEN)('has no %j in its name, licence and lineage', (hidden) => {
    expect(refused(changed((it) => void (it.name = `Safe ${hidden}model`)))).toEqual(
      invalid('manifest.name'),
    );
    expect(refused(changed((it) => void (it.licence.name += hidden))).where).toBe('manifest.licence.name');
    expect(refused(changed((it) => void (it.licence.attribution = hidden))).where).toBe(
      'manifest.licence.attribution',
    );
    expect(refused(changed((it) => void (it.lineage.upstream.name += hidden))).where).toBe(
      'manifest.lineage.upstream.name',
    );
    expect(refused(changed((it) => void (it.licence.url = `https://a.example/${hidden}b`))).where).toBe(
      'manifest.licence.url',
    );
  });

  it('has line breaks where there are paragraphs, and joins and marks that scripts need', () => {
    const read = parseManifest(
      changed((it) => {
        it.name = 'مدل\u200Cها \u200F1';
        it.licence.attribution = 'One.\r\n\tTwo.';
      }),
    );
    expect(read.name).toBe('مدل\u200Cها \u200F1');
    expect(read.licence.attribution).toBe('One.\r\n\tTwo.');
    expect(refused(changed((it) => void (it.name = 'two\nlines'))).where).toBe('manifest.name');
  });
});
