import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourcesDigest } from '../../../../tools/start/build';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'haversack-build-'));
  await mkdir(join(root, 'src', 'lib'), { recursive: true });
  await writeFile(join(root, 'src', 'lib', 'a.ts'), 'one');
  await writeFile(join(root, 'vite.config.ts'), 'config');
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('sourcesDigest', () => {
  it('stays the same for the same sources, whenever they were written', async () => {
    const before = await sourcesDigest(root);
    await writeFile(join(root, 'src', 'lib', 'a.ts'), 'one');
    expect(await sourcesDigest(root)).toBe(before);
  });

  it.each([
    ['a source changes', () => writeFile(join(root, 'src', 'lib', 'a.ts'), 'two')],
    ['a source is added', () => writeFile(join(root, 'src', 'b.ts'), '')],
    ['a source goes', () => rm(join(root, 'src', 'lib', 'a.ts'))],
    ['the configuration changes', () => writeFile(join(root, 'vite.config.ts'), 'other')],
  ])('changes when %s', async (_, change) => {
    const before = await sourcesDigest(root);
    await change();
    expect(await sourcesDigest(root)).not.toBe(before);
  });

  it('stays the same when a test or a document changes', async () => {
    const before = await sourcesDigest(root);
    await mkdir(join(root, 'tests'));
    await writeFile(join(root, 'tests', 'a.test.ts'), '');
    await writeFile(join(root, 'README.md'), '');
    expect(await sourcesDigest(root)).toBe(before);
  });
});
