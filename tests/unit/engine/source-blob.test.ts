import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../../src/lib/domain/bytes';
import { appError } from '../../../src/lib/domain/errors';
import { SourceBlob, type ReadWatch } from '../../../src/lib/engine/source-blob';

const content = Uint8Array.from({ length: 3_000_000 }, (_, i) => i % 251);

/** Reuses one array for all reads, as sources may. */
function source(): ByteSource {
  const scratch = new Uint8Array(content.length);
  return {
    size: content.length,
    read: async (offset, length) => {
      scratch.set(content.subarray(offset, offset + length));
      return scratch.subarray(0, length);
    },
    close: () => {},
  };
}

describe('SourceBlob', () => {
  it('slices like a Blob', async () => {
    const blob = new SourceBlob(source());
    expect(blob.size).toBe(content.length);
    const part = blob.slice(1000, 2000).slice(10, -10);
    expect(part.size).toBe(980);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(content.slice(1010, 1990));
    expect(blob.slice(50, 20).size).toBe(0);
  });

  it('hands out copies that outlive the next read', async () => {
    const blob = new SourceBlob(source());
    const first = await blob.slice(0, 10).arrayBuffer();
    await blob.slice(100, 110).arrayBuffer();
    expect(new Uint8Array(first)).toEqual(content.slice(0, 10));
  });

  it('streams the whole', async () => {
    const streamed = await new Response(new SourceBlob(source()).stream()).arrayBuffer();
    expect(Buffer.from(streamed).equals(Buffer.from(content))).toBe(true);
  });

  it('keeps what a read threw', async () => {
    const watch: ReadWatch = {};
    const damaged = { ...source(), read: () => Promise.reject(appError('pack/corrupt')) };
    await expect(new SourceBlob(damaged, watch).slice(0, 5).arrayBuffer()).rejects.toThrow();
    expect(watch.failure).toMatchObject({ code: 'pack/corrupt' });
  });
});
