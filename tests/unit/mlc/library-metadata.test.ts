import { describe, expect, it } from 'vitest';
import { readLibraryMetadata } from '../../../src/lib/mlc/library-metadata';

const params = [{ name: 'norm.weight', shape: [576], dtype: 'float32' }];
const metadata = { model_type: 'llama', context_window_size: 2048, prefill_chunk_size: 64, params };

function around(text: string): Uint8Array {
  return new TextEncoder().encode(`\0asm junk {"model {"model_ty ${text}\0\0 more }} junk`);
}

describe('readLibraryMetadata', () => {
  it('finds what the library says of itself among its bytes', () => {
    expect(readLibraryMetadata(around(JSON.stringify(metadata)), 'a.wasm')).toEqual({
      modelType: 'llama',
      quantisation: '',
      contextTokens: 2048,
      prefillChunk: 64,
      kvState: 'kv_cache',
      params,
    });
  });

  it('leaves the context to the configuration where the library does', () => {
    const without = around(JSON.stringify({ ...metadata, context_window_size: -1 }));
    expect(readLibraryMetadata(without, 'a.wasm').contextTokens).toBeNull();
  });

  it.each([
    ['bytes without metadata', around('nothing here')],
    ['no bytes', new Uint8Array()],
    ['metadata that is cut', around('{"model_type":"llama","params":[')],
    ['metadata without a chunk', around(JSON.stringify({ ...metadata, prefill_chunk_size: undefined }))],
    [
      'a chunk that would take gigabytes',
      around(JSON.stringify({ ...metadata, prefill_chunk_size: 2 ** 20 })),
    ],
    ['a chunk that is no count', around(JSON.stringify({ ...metadata, prefill_chunk_size: -1 }))],
    ['a state that we do not know', around(JSON.stringify({ ...metadata, kv_state_kind: 'none' }))],
    ['metadata without parameters', around(JSON.stringify({ ...metadata, params: [] }))],
    ['a parameter without a shape', around(JSON.stringify({ ...metadata, params: [{ name: 'a' }] }))],
  ])('refuses %s', (_, bytes) => {
    expect(() => readLibraryMetadata(bytes, 'a.wasm')).toThrow(
      expect.objectContaining({ code: 'mlc/invalid' }),
    );
  });
});
