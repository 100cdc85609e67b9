import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIB } from '../../../../src/lib/domain/bytes';
import type { Digest } from '../../../../src/lib/domain/digest';
import { PackCache } from '../../../../tools/packs/cache';
import { blobDigests, digestFile, sha256 } from '../../../../tools/packs/digests';

let cache: PackCache;

beforeEach(async () => {
  cache = new PackCache(await mkdtemp(join(tmpdir(), 'haversack-digests-')));
  await cache.prepare();
});
afterEach(() => rm(cache.root, { recursive: true, force: true }));

async function blob(bytes: Buffer): Promise<Digest> {
  const digest = sha256(bytes);
  await writeFile(cache.blob(digest), bytes);
  return digest;
}

describe('digestFile', () => {
  it.each([0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB + 5])(
    'gives one digest per MiB of %i bytes',
    async (length) => {
      const bytes = Buffer.alloc(length, 'abcdefg');
      const digest = await blob(bytes);
      const found = await digestFile(cache.blob(digest));
      const chunks = Array.from({ length: Math.ceil(length / MIB) }, (_, index) =>
        createHash('sha256')
          .update(bytes.subarray(index * MIB, (index + 1) * MIB))
          .digest('hex'),
      );
      expect(found).toEqual({ bytes: length, sha256: digest, chunks });
    },
  );
});

describe('blobDigests', () => {
  it('is null for a blob that is not there', async () => {
    expect(await blobDigests(cache, sha256('absent'))).toBeNull();
  });

  it('is null for a blob that is not what its name says', async () => {
    const digest = await blob(Buffer.from('right'));
    await writeFile(cache.blob(digest), 'wrong');
    expect(await blobDigests(cache, digest)).toBeNull();
  });

  it.each(['not json', '{}', 'null', '{"bytes":5,"modified":1,"chunks":["no digest"]}'])(
    'computes again where its own record reads %j',
    async (record) => {
      const digest = await blob(Buffer.from('right'));
      const right = await blobDigests(cache, digest);
      const [name] = await readdir(cache.chunks);
      await writeFile(join(cache.chunks, name!), record);
      expect(await blobDigests(cache, digest)).toEqual(right);
      expect(await readFile(join(cache.chunks, name!), 'utf8')).not.toBe(record);
    },
  );
});
