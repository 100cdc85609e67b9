import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/lib/domain/errors';
import { ANSWER_LIMITS, parseHubAnswer } from '../../../../src/lib/packs/hub/answer';

const SHA1 = 'b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0';
const SHA256 = 'a665a45920422f9d417e4867efdc4fb8a04a1f3fff1fa07e998e86f7f7a27ae3';
const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

/** As the real hub answers, with much that is of no use here. */
const answer = () => ({
  _id: '66f',
  id: 'owner/name',
  modelId: 'owner/name',
  private: false,
  gated: false as unknown,
  sha: SHA1 as unknown,
  tags: ['gguf', 'license:apache-2.0', 'region:us'],
  cardData: { license: 'apache-2.0', language: ['en', 'fr'], base_model: 'Qwen/Qwen3-0.6B' } as unknown,
  gguf: { total: 751632384, architecture: 'qwen3' },
  spaces: [],
  siblings: [
    { rfilename: '.gitattributes', size: 1570, blobId: SHA1 },
    { rfilename: 'm.gguf', size: 484, blobId: SHA1, lfs: { sha256: SHA256, size: 484, pointerSize: 134 } },
  ] as unknown,
});

function refusal(value: unknown): AppError {
  try {
    parseHubAnswer(bytes(value));
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  return expect.fail('it was taken');
}

it('reads the commit, the files with their published digests, and the card', () => {
  expect(parseHubAnswer(bytes(answer()))).toEqual({
    listed: 2,
    id: 'owner/name',
    commit: SHA1,
    gated: false,
    files: [
      { path: '.gitattributes', bytes: 1570, blobId: SHA1 },
      { path: 'm.gguf', bytes: 484, blobId: SHA1, lfs: SHA256 },
    ],
    card: {
      licence: 'apache-2.0',
      licenceName: '',
      licenceLink: '',
      languages: ['en', 'fr'],
      baseModels: ['Qwen/Qwen3-0.6B'],
      relation: '',
    },
  });
});

it('takes the length of a large file from its own entry, and its digest under the other name that hubs use', () => {
  const siblings = [{ rfilename: 'm.gguf', size: 134, blobId: SHA1, lfs: { oid: SHA256, size: 99 } }];
  expect(parseHubAnswer(bytes({ ...answer(), siblings })).files).toEqual([
    { path: 'm.gguf', bytes: 99, blobId: SHA1, lfs: SHA256 },
  ]);
});

it('a model behind a login is known by it', () => {
  for (const gated of ['auto', 'manual', true])
    expect(parseHubAnswer(bytes({ ...answer(), gated })).gated).toBe(true);
});

it('leaves out files whose names mean something else on another system, and keeps the rest', () => {
  const named = (rfilename: string) => ({ rfilename, size: 1, blobId: SHA1 });
  const siblings = ['../up', '/root', 'a\\b', 'CON', 'ok.gguf', 'x%2e%2e', 'a/../b', 'nul.txt'].map(named);
  expect(parseHubAnswer(bytes({ ...answer(), siblings })).files.map(({ path }) => path)).toEqual(['ok.gguf']);
});

it('a card of another shape says nothing, and refuses nothing', () => {
  const cardData = {
    license: 7,
    language: { en: true },
    base_model: ['../x', 'a/b', 'a/b'],
    license_link: 'javascript:x',
  };
  expect(parseHubAnswer(bytes({ ...answer(), cardData, tags: 'none' })).card).toEqual({
    ...{ licence: '', licenceName: '', licenceLink: '', languages: [], baseModels: ['a/b'], relation: '' },
  });
});

describe('a hub that answers with something else', () => {
  const file = { rfilename: 'a', size: 1, blobId: SHA1 };
  it.each<[string, unknown]>([
    ['a web page', '<!doctype html><title>Log in'],
    ['nothing', ''],
    ['a list', []],
    ['a branch in place of a commit', { ...answer(), sha: 'main' }],
    ['no commit', { ...answer(), sha: undefined }],
    ['no files', { ...answer(), siblings: undefined }],
    ['a file without a git id', { ...answer(), siblings: [{ ...file, blobId: undefined }] }],
    ['a size below zero', { ...answer(), siblings: [{ ...file, size: -1 }] }],
    ['a size above 2^53', { ...answer(), siblings: [{ ...file, size: 2 ** 53 }] }],
    ['a size that is a text', { ...answer(), siblings: [{ ...file, size: '1' }] }],
    ['a digest that is none', { ...answer(), siblings: [{ ...file, lfs: { sha256: 'x', size: 1 } }] }],
    ['one file twice', { ...answer(), siblings: [file, file] }],
    ['more files than anyone has', { ...answer(), siblings: Array(ANSWER_LIMITS.files + 1).fill(null) }],
    ['a key twice', '{"id":"a","id":"b"}'],
    ['a prototype', '{"__proto__":{"sha":1}}'],
    ['nesting without end', '['.repeat(1e5)],
  ])('%s', (_what, value) => {
    const { code, details } = refusal(value);
    expect(code).toBe('source/hub-answer');
    expect(details['what']).toBeTypeOf('string');
  });

  it('too much of it, before it is parsed', () => {
    expect(refusal(`"${'x'.repeat(ANSWER_LIMITS.maxBytes)}"`).code).toBe('source/hub-answer');
  });
});

it('how it was made from its base is read of the card, or of the tag that the hub made', () => {
  const relation = (cardData: object, tags: string[]) =>
    parseHubAnswer(bytes({ ...answer(), cardData, tags })).card.relation;
  const tags = ['gguf', 'base_model:a/b', 'base_model:quantized:a/b'];
  expect(relation({}, tags)).toBe('quantized');
  expect(relation({ base_model_relation: 'finetune' }, tags)).toBe('finetune');
  expect(relation({}, tags.slice(0, 2))).toBe('');
});
