import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { gitBlobId } from '../../../../src/lib/packs/hub/git-blob';

it('is the id that git gives the same content', async () => {
  // `printf 'hello\n' | git hash-object --stdin`, and that of an empty file.
  expect(await gitBlobId(new TextEncoder().encode('hello\n'))).toBe(
    'ce013625030ba8dba906f756967f9e9ca394464a',
  );
  expect(await gitBlobId(new Uint8Array(0))).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
});

it('is taken of every byte', async () => {
  const bytes = new Uint8Array(3 << 20).fill(7);
  const expected = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  expect(await gitBlobId(bytes)).toBe(expected);
});
