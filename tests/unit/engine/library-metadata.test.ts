import { describe, expect, it } from 'vitest';
import { readLibraryMetadata } from '../../../src/lib/engine/library-metadata';

const params = [{ name: 'norm.weight', shape: [576], dtype: 'float32' }];
const metadata = { model_type: 'llama', context_window_size: 2048, prefill_chunk_size: 64, params };

function around(text: string): Uint8Array {
  return new TextEncoder().encode(`\0asm junk {"model {"model_ty ${text}\0\0 more }} junk`);
}

describe('readLibraryMetadata', () => {
  it('finds what the library says of itself among its bytes', () => {
    expect(readLibraryMetadata(around(JSON.stringify(metadata)))).toEqual({
      contextTokens: 2048,
      prefillChunk: 64,
      params,
    });
  });

  it.each([
    ['bytes without metadata', around('nothing here')],
    ['no bytes', new Uint8Array()],
    ['metadata that is cut', around('{"model_type":"llama","params":[')],
    ['metadata without a context', around(JSON.stringify({ ...metadata, context_window_size: undefined }))],
    ['a context that is no count', around(JSON.stringify({ ...metadata, context_window_size: -1 }))],
  ])('refuses %s', (_, bytes) => {
    expect(() => readLibraryMetadata(bytes)).toThrow(expect.objectContaining({ code: 'engine/no-library' }));
  });
});
