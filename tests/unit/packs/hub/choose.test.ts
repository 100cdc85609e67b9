import { describe, expect, it } from 'vitest';
import type { HubFile, HubRepo } from '../../../../src/lib/packs/hub/answer';
import { chooseFiles, licenceFiles } from '../../../../src/lib/packs/hub/choose';

const file = (path: string, bytes = 100): HubFile => ({ path, bytes, blobId: '' });
const repo = (...paths: string[]): HubRepo => ({
  ...{ id: 'a/b', commit: '', gated: false, files: paths.map((path) => file(path)) },
  card: { licence: '', licenceName: '', licenceLink: '', languages: [], baseModels: [], relation: '' },
});
const refused = (work: () => unknown) => {
  try {
    work();
  } catch (thrown) {
    return (thrown as { code?: string }).code;
  }
  return undefined;
};

describe('what of a repository is installed', () => {
  it('the only GGUF', () => {
    const found = chooseFiles(repo('README.md', 'm.Q4_K_M.gguf', 'mmproj-model.gguf'), undefined);
    expect(found).toMatchObject({ kind: 'gguf', file: { path: 'm.Q4_K_M.gguf' } });
  });

  it('of several a person chooses, with their sizes, smallest first', () => {
    const many = repo('big.gguf', 'small.gguf', 'part-00001-of-00002.gguf');
    many.files[0]!.bytes = 900;
    expect(chooseFiles(many, undefined)).toEqual({
      kind: 'several',
      files: [
        { path: 'small.gguf', bytes: 100 },
        { path: 'big.gguf', bytes: 900 },
      ],
    });
  });

  it('an MLC folder, with the newer or the older name of its index', () => {
    for (const index of ['tensor-cache.json', 'ndarray-cache.json'])
      expect(chooseFiles(repo('mlc-chat-config.json', index, 'x.gguf'), undefined)).toEqual({ kind: 'mlc' });
  });

  it('the file that was named', () => {
    expect(chooseFiles(repo('a.gguf', 'b.gguf'), 'b.gguf')).toMatchObject({
      kind: 'gguf',
      file: { path: 'b.gguf' },
    });
    expect(refused(() => chooseFiles(repo('a.gguf'), 'c.gguf'))).toBe('source/not-found');
    expect(refused(() => chooseFiles(repo('a.safetensors'), 'a.safetensors'))).toBe('gguf/not-gguf');
  });

  it('the file that a tag stands for, and a choice where it stands for several', () => {
    const many = repo('m-Q4_K_M.gguf', 'm-Q4_K_S.gguf', 'm.q8_0.gguf', 'big/m-F16-00001-of-00002.gguf');
    expect(chooseFiles(many, 'Q4_K_M')).toMatchObject({ file: { path: 'm-Q4_K_M.gguf' } });
    expect(chooseFiles(many, 'Q8_0')).toMatchObject({ file: { path: 'm.q8_0.gguf' } });
    expect(refused(() => chooseFiles(many, 'F16'))).toBe('gguf/split');
    for (const none of ['Q4_K', 'Q5_0', 'q4_k_m.gguf', '.*', 'x'.repeat(40)])
      expect(
        refused(() => chooseFiles(many, none)),
        none,
      ).toBe('source/not-found');
    const two = repo('a-Q4_0.gguf', 'b-Q4_0.gguf', 'c-Q8_0.gguf');
    expect(chooseFiles(two, 'Q4_0')).toMatchObject({ kind: 'several', files: { length: 2 } });
  });

  it('nothing of a model in several parts, said plainly', () => {
    const split = repo('q8/m-00001-of-00003.gguf', 'q8/m-00002-of-00003.gguf');
    expect(refused(() => chooseFiles(split, undefined))).toBe('gguf/split');
    expect(refused(() => chooseFiles(split, 'q8/m-00001-of-00003.gguf'))).toBe('gguf/split');
  });

  it('nothing of a repository without a model for us', () => {
    expect(refused(() => chooseFiles(repo('model.safetensors', 'config.json'), undefined))).toBe(
      'source/no-model',
    );
  });
});

it('licences and notices travel along, but no folder of them and nothing large', () => {
  const files = ['LICENSE', 'LICENSE.txt', 'Notice.md', 'USE_POLICY.md', 'docs/LICENSE', 'licensed.gguf'].map(
    (path) => file(path),
  );
  const found = licenceFiles([...files, file('COPYING', 10_000_000), file('LICENCE', 0)]);
  expect(found.map(({ path }) => path)).toEqual(['LICENSE', 'LICENSE.txt', 'Notice.md', 'USE_POLICY.md']);
});

it('of two that one disk would take for one file the first travels along', () => {
  const found = licenceFiles(['LICENSE', 'License', 'NOTICE', 'licence'].map((path) => file(path)));
  expect(found.map(({ path }) => path)).toEqual(['LICENSE', 'NOTICE', 'licence']);
});

it('a licence of the model, apart from that of its code, travels along too', () => {
  const found = licenceFiles(
    ['LICENSE-CODE', 'MODEL_LICENSE', 'Model-License.md', 'model.md'].map((path) => file(path)),
  );
  expect(found.map(({ path }) => path)).toEqual(['LICENSE-CODE', 'MODEL_LICENSE', 'Model-License.md']);
});
