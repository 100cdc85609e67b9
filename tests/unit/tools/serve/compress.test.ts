import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { Compressor } from '../../../../tools/serve/compress';

it('a file that could not be read once is read again at the next request', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'haversack-compress-'));
  try {
    const file = { path: join(folder, 'app.js'), size: 5, modified: 1 };
    const compressor = new Compressor();
    await expect(compressor.pack(file, 'br')).rejects.toThrow('ENOENT');
    await writeFile(file.path, 'hello');
    expect(brotliDecompressSync(await compressor.pack(file, 'br')).toString()).toBe('hello');
  } finally {
    await rm(folder, { recursive: true });
  }
});
