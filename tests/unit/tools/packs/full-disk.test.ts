import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guardDisk, writeIfPossible } from '../../../../tools/disk';
import { PackCache } from '../../../../tools/packs/cache';
import { blobDigests, sha256 } from '../../../../tools/packs/digests';
import { fetchStarter } from '../../../../tools/packs/fetch';
import { PackSite } from '../../../../tools/packs/site';
import { signedIndex } from '../../../../tools/packs/signed-index';
import { siteKeys } from '../../../../tools/packs/signing';
import { GEMMA3, SMOLLM2 } from '../../../../tools/packs/starters';
import { fileFault } from './file-fault';

// The tests run as root in containers, who may write anywhere: the fault is made where files are written.
const disk = vi.hoisted(() => ({ fault: null as null | ((path: string) => Error) }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const refuse =
    <Words extends unknown[], Result>(act: (...words: Words) => Promise<Result>) =>
    (...words: Words) =>
      disk.fault ? Promise.reject(disk.fault(String(words[0]))) : act(...words);
  return { ...real, writeFile: refuse(real.writeFile), mkdir: refuse(real.mkdir) };
});

const CODES = ['ENOSPC', 'EROFS'] as const;
let folder = '';
let cache: PackCache;
let warned: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-full-'));
  cache = new PackCache(join(folder, 'cache'));
  await cache.prepare();
  warned = [];
  vi.spyOn(console, 'error').mockImplementation((text: string) => void warned.push(text));
});
afterEach(async () => {
  disk.fault = null;
  await rm(folder, { recursive: true, force: true });
});

/** A pack that is held whole. */
async function heldStarter() {
  const digest = sha256('weights');
  await writeFile(cache.blob(digest), 'weights');
  const file = { path: 'model.gguf', role: 'weights' as const, bytes: 7, sha256: digest, members: [] };
  return { name: 'probe', title: 'Probe', files: [file] };
}

describe.each(CODES)('a cache that cannot be written to (%s)', (code) => {
  it('still gives the packs that it holds whole', async () => {
    const starter = await heldStarter();
    disk.fault = (path) => fileFault(code, path);
    await fetchStarter(cache, starter, { env: { PATH: '' } });
    expect((await blobDigests(cache, starter.files[0]!.sha256))?.bytes).toBe(7);
    expect(await readdir(cache.chunks)).toEqual([]);
  });

  it('offers its packs without a signature where no key can be kept, and no build pins one', async () => {
    disk.fault = (path) => fileFault(code, path);
    expect(await siteKeys(cache, {})).toEqual([]);
    expect(JSON.parse(await signedIndex(cache, { packs: [] }, { days: 1 }))).toEqual({
      format: 1,
      packs: [],
    });
  });

  it('tells in one sentence that a pack cannot be fetched', async () => {
    const starter = await heldStarter();
    await rm(cache.blob(starter.files[0]!.sha256));
    disk.fault = (path) => fileFault(code, path);
    const [fetching] = await Promise.allSettled([fetchStarter(cache, starter)]);
    expect(fetching).toMatchObject({ reason: { name: 'Problem' } });
    expect(String((fetching as PromiseRejectedResult).reason.message)).toMatch(
      code === 'ENOSPC' ? /^The disk is full: [^.]+\.$/ : /cannot be written to: [^.]+\.$/,
    );
  });
});

it('a catalogue without room for the notice of Gemma leaves out Gemma, and says so', async () => {
  for (const { sha256: digest } of [...SMOLLM2.files, ...GEMMA3.files])
    await writeFile(cache.blob(digest), 'not read, since the digest is wrong');
  disk.fault = (path) => fileFault('ENOSPC', path);
  expect(await new PackSite(cache, join(folder, 'libs')).packs()).toEqual([]);
  expect(warned).toEqual(['! The disk is full: Gemma 3 is left out for now.']);
});

describe('writing that only saves work', () => {
  it('is told once for many files, and goes on', async () => {
    const full = () => Promise.reject(fileFault('ENOSPC', 'a'));
    expect(await writeIfPossible(full, 'this is slower next time.')).toBe(false);
    expect(await writeIfPossible(full, 'this is slower next time.')).toBe(false);
    expect(warned).toEqual(['! The disk is full: this is slower next time.']);
    const path = join(folder, 'written');
    expect(await writeIfPossible(() => writeFile(path, 'x'), 'never said.')).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('x');
  });

  it('hides no other fault', async () => {
    const other = () => Promise.reject(fileFault('EIO', 'a'));
    await expect(writeIfPossible(other, 'x')).rejects.toThrow('EIO');
    await expect(guardDisk(other)).rejects.toThrow('EIO');
  });
});
