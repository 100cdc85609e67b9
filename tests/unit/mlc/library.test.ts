import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readLibrary } from '../../../src/lib/mlc/library';
import { METADATA } from '../../fixtures/mlc/tiny-folder';
import { EXPORTS, IMPORTS, tinyWasm, type WasmSpec } from '../../fixtures/mlc/tiny-wasm';

const wasm = (spec: WasmSpec = {}) => tinyWasm({ metadata: JSON.stringify(METADATA), ...spec });
const gzip = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));

describe('readLibrary', () => {
  it('reads a library, gzipped or not, without running it', async () => {
    expect(WebAssembly.validate(wasm())).toBe(true);
    for (const bytes of [wasm(), gzip(wasm())]) {
      const { metadata, shaderF16, wasm: unpacked } = await readLibrary(bytes, 'a.wasm');
      expect(unpacked).toEqual(wasm());
      expect(metadata.modelType).toBe('qwen2');
      expect(shaderF16).toBe(false);
    }
  });

  it('G3: knows a library whose shaders compute in f16', async () => {
    const bytes = wasm({ metadata: `${JSON.stringify(METADATA)}\nenable f16;\nfn main()` });
    expect((await readLibrary(bytes, 'a.wasm')).shaderF16).toBe(true);
  });

  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['what is not wasm', new TextEncoder().encode('<html>not a library</html>'), 'not-wasm'],
    ['an empty file', new Uint8Array(0), 'not-wasm'],
    ['another version of wasm', Uint8Array.from([0, 0x61, 0x73, 0x6d, 2, 0, 0, 0]), 'not-wasm'],
    ['a module that is cut', wasm().slice(0, 60), 'wasm-section'],
    [
      'a number without end',
      Uint8Array.from([...wasm().slice(0, 8), 1, ...Array<number>(8).fill(0xff)]),
      'wasm-number',
    ],
    [
      'an import that web-llm does not supply',
      wasm({ imports: [...IMPORTS, ['env', 'fetch']] }),
      'wasm-imports',
    ],
    ['a module that nobody supplies', wasm({ imports: [['evil', 'fd_write']] }), 'wasm-imports'],
    [
      'a module named like a part of every object',
      wasm({ imports: [['constructor', 'name']] }),
      'wasm-imports',
    ],
    ['a library for another version of web-llm', wasm({ exports: EXPORTS.slice(1) }), 'wasm-exports'],
    ['code that runs by itself', wasm({ start: true }), 'wasm-start'],
    ['a memory of 4 GiB at once', wasm({ pages: 65_536 }), 'wasm-memory'],
    ['a second memory of 4 GiB', wasm({ more: 65_536 }), 'wasm-memory'],
    ['a table of ten million functions', wasm({ tables: [10_000_000] }), 'wasm-table'],
    ['many tables', wasm({ tables: Array<number>(50).fill(100_000) }), 'wasm-table'],
    ['a module that is no library of a model', wasm({ metadata: '' }), 'no-metadata'],
    ['a gzip that is damaged', gzip(wasm()).fill(7, 20), 'gzip'],
    ['a gzip bomb', gzip(new Uint8Array(65 * 1024 * 1024)), 'too-large'],
  ])('A8: refuses %s', async (_, bytes, problem) => {
    await expect(readLibrary(bytes, 'a.wasm')).rejects.toMatchObject({
      code: 'mlc/invalid',
      details: { file: 'a.wasm', problem },
    });
  });
});
