import { describe, expect, it } from 'vitest';
import { inspectFolder } from '../../../src/lib/mlc/folder';
import { aboutMlc } from '../../../src/lib/mlc/model';
import {
  CONFIG,
  folderFiles,
  INDEX,
  METADATA,
  tinyFolder,
  TOKENIZER,
  type TinyFolder,
} from '../../fixtures/mlc/tiny-folder';

const { signal } = new AbortController();
const inspect = (folder: TinyFolder, opened?: (path: string) => void) =>
  inspectFolder(folderFiles(folder, opened), undefined, signal);
const problemOf = async (folder: TinyFolder) => {
  const refused: unknown = await inspect(folder).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(refused).toMatchObject({ code: 'mlc/invalid' });
  return (refused as { details: Record<string, unknown> }).details;
};
const without = (path: string) =>
  Object.fromEntries(Object.entries(tinyFolder()).filter(([name]) => name !== path));

describe('inspectFolder', () => {
  it('says which files belong to the model, weights in the order of the index, and opens no weights', async () => {
    const opened: string[] = [];
    const { roles } = await inspect(tinyFolder(), (path) => opened.push(path));
    expect(roles).toEqual([
      { path: 'params_shard_0.bin', role: 'weights' },
      { path: 'params_shard_1.bin', role: 'weights' },
      { path: 'mlc-chat-config.json', role: 'config' },
      { path: 'tensor-cache.json', role: 'index' },
      { path: 'tokenizer.json', role: 'tokenizer' },
      { path: 'lib/qwen2-webgpu.wasm', role: 'library' },
      { path: 'LICENSE', role: 'licence' },
    ]);
    expect(opened).not.toContain('params_shard_0.bin');
    expect(opened).not.toContain('README.md');
  });

  it('finds the model in a folder within the one that was chosen, under an older name of the index', async () => {
    const { 'tensor-cache.json': index, ...rest } = tinyFolder();
    const older = { ...rest, 'ndarray-cache.json': index! };
    const nested = Object.fromEntries(
      Object.entries(older).map(([path, bytes]) => [`models/qwen/${path}`, bytes]),
    );
    const { roles } = await inspect(nested);
    expect(roles.map(({ path }) => path)).toContain('models/qwen/ndarray-cache.json');
    expect(roles[0]).toEqual({ path: 'models/qwen/params_shard_0.bin', role: 'weights' });
  });

  it('knows the model: its turns, its stops, its size, what its library needs', async () => {
    const { model } = await inspect(tinyFolder());
    expect(model.stopIds).toEqual([5, 6]);
    expect(model.facts).toMatchObject({
      architecture: 'qwen2',
      quantisation: 'q4f16_1',
      vocabulary: 8,
      // The library's, which is less than the configuration's.
      contextTokens: 4096,
      parameters: 8 * 2 * 8 + 16,
      controlTokens: ['<|endoftext|>', '<|im_end|>', '<|im_start|>'],
    });
    expect(model.facts.chat?.stop).toEqual(['<|endoftext|>', '<|im_end|>']);
    const about = aboutMlc(model, 'Qwen');
    expect(about).toMatchObject({ layout: 'mlc', requires: { shaderF16: true } });
    // Two layers, keys and values of 2 heads of 16, 4,096 tokens, two bytes each.
    expect(about.memoryBytes).toBe(112 + 2 * 64 * 4096 * 2 + 134e6);
  });

  it('puts a BOS that stands in the system turn before every prompt instead', async () => {
    const conv_template = {
      ...CONFIG.conv_template,
      system_template: '<s>[SYS]{system_message}[/SYS]',
      roles: { user: '[USER]', assistant: '[BOT]' },
    };
    const added_tokens = [...TOKENIZER.added_tokens.slice(0, 2), { id: 7, content: '<s>', special: true }];
    const { model } = await inspect(
      tinyFolder({
        config: { ...CONFIG, conv_template, bos_token_id: 7 },
        tokenizer: { ...TOKENIZER, added_tokens },
      }),
    );
    expect(model.bosIds).toEqual([7]);
    expect(model.facts.chat?.system).toBe('[SYS]{content}[/SYS]');
  });

  it.each([
    ['mlc-chat-config.json', 'missing'],
    ['tensor-cache.json', 'missing'],
    ['tokenizer.json', 'missing'],
    ['params_shard_1.bin', 'missing'],
    ['lib/qwen2-webgpu.wasm', 'no-library'],
  ])('refuses a folder without %s', async (path, problem) => {
    expect(await problemOf(without(path))).toMatchObject({ problem });
  });

  it.each<[string, TinyFolder, string]>([
    [
      'a shard that is shorter than the index says',
      { ...tinyFolder(), 'params_shard_0.bin': new Uint8Array(79) },
      'shard-bytes',
    ],
    [
      'a library of another kind of model',
      tinyFolder({ metadata: { ...METADATA, model_type: 'llama' } }),
      'model-type',
    ],
    [
      'a library for another quantisation',
      tinyFolder({ metadata: { ...METADATA, quantization: 'q4f32_1' } }),
      'quantisation',
    ],
    [
      'a library that wants more arrays',
      tinyFolder({
        metadata: {
          ...METADATA,
          params: [...METADATA.params, { name: 'lm_head', shape: [1], dtype: 'float32' }],
        },
      }),
      'parameter-missing',
    ],
    [
      'an array of another shape',
      tinyFolder({
        metadata: { ...METADATA, params: [{ name: 'model.norm.weight', shape: [17], dtype: 'float32' }] },
      }),
      'parameter-differs',
    ],
    [
      'two values of one open length',
      tinyFolder({
        metadata: {
          ...METADATA,
          params: METADATA.params.map((param) => ({ ...param, shape: param.shape.map(() => 'n') })),
        },
      }),
      'parameter-differs',
    ],
    [
      'a tokenizer with more ids than the model',
      tinyFolder({ config: { ...CONFIG, vocab_size: 7, eos_token_id: 5 } }),
      'vocabulary',
    ],
    [
      'a model that names no end',
      tinyFolder({ config: { ...CONFIG, eos_token_id: [], conv_template: null } }),
      'no-stop-token',
    ],
    ['an index of nothing', tinyFolder({ index: { ...INDEX, records: [] } }), 'no-records'],
  ])('refuses %s', async (_, folder, problem) => {
    expect(await problemOf(folder)).toMatchObject({ problem });
  });

  it('counts what fits, and names what does not', async () => {
    const params = [...METADATA.params, { name: 'lm_head.weight', shape: [8, 16], dtype: 'float16' }];
    expect(await problemOf(tinyFolder({ metadata: { ...METADATA, params } }))).toMatchObject({
      what: 'lm_head.weight',
      matched: 3,
      total: 4,
    });
  });

  it('refuses by its length a file that is too large, without opening it', async () => {
    const files = folderFiles(tinyFolder()).map((file) =>
      file.path === 'tokenizer.json'
        ? { ...file, bytes: 500e6, open: () => Promise.reject(new Error('opened')) }
        : file,
    );
    await expect(inspectFolder(files, undefined, signal)).rejects.toMatchObject({
      code: 'mlc/invalid',
      details: { file: 'tokenizer.json', problem: 'too-large' },
    });
  });

  it('ends when it is cancelled', async () => {
    const aborted = AbortSignal.abort();
    await expect(inspectFolder(folderFiles(tinyFolder()), undefined, aborted)).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });
});
