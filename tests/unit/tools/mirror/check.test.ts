import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Shard } from '../../../../src/lib/domain/pack';
import { canonicalJson, packIdOf } from '../../../../src/lib/packs/form/canonical';
import { holdsMirror, mirrorFaults, signedElsewhere } from '../../../../tools/mirror/check';
import { writeIndex } from '../../../../tools/mirror/index-file';
import { PackCache } from '../../../../tools/packs/cache';
import { sha256 } from '../../../../tools/packs/digests';
import { seededBytes } from '../../../fakes/seeded-bytes';
import { manifestWith } from '../../../fakes/small-pack';

const DAY_MS = 24 * 3600 * 1000;
const BYTES = seededBytes(3, 5000);
const shard: Shard = { path: 'model.gguf', role: 'weights', bytes: BYTES.length, sha256: sha256(BYTES) };
const manifest = manifestWith([shard]);

let folder = '';
let cache: PackCache;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-check-'));
  cache = new PackCache(join(folder, 'cache'));
  await mkdir(join(folder, 'mirror', 'blobs'), { recursive: true });
  await writeFile(join(folder, 'mirror', `${await packIdOf(manifest)}.json`), canonicalJson(manifest));
  await writeFile(blob(), BYTES);
  await writeIndex(mirror(), [], cache, 30);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const mirror = () => join(folder, 'mirror');
const blob = () => join(mirror(), 'blobs', shard.sha256);

it('nothing is said of a folder that is whole and whose list is good', async () => {
  expect(await mirrorFaults(mirror())).toEqual([]);
});

it('a file that is cut short, or was not copied, is named with its model', async () => {
  const said = [
    expect.stringMatching(new RegExp(`^${manifest.name}: 1 of 1 files are missing or cut short`)),
  ];
  await truncate(blob(), 4999);
  expect(await mirrorFaults(mirror())).toEqual(said);
  await rm(blob());
  expect(await mirrorFaults(mirror())).toEqual(said);
});

it('a list that has expired is named, and is good again once it was signed again without any model’s name', async () => {
  const later = Date.now() + 31 * DAY_MS;
  expect(await mirrorFaults(mirror(), later)).toEqual([expect.stringMatching(/apps take no new model/)]);
  expect(await writeIndex(mirror(), [], cache, 30, later)).toEqual([manifest.name]);
  expect(await mirrorFaults(mirror(), later)).toEqual([]);
});

it('a list that is damaged or was not copied is named', async () => {
  const index = join(mirror(), 'index.json');
  const text = await readFile(index, 'utf8');
  await writeFile(index, text.slice(0, -10));
  expect(await mirrorFaults(mirror())).toEqual([expect.stringMatching(/no list that can be read/)]);
  await rm(index);
  expect(await mirrorFaults(mirror())).toEqual([expect.stringMatching(/no list that can be read/)]);
});

it('a folder that somebody mistyped is no mirror; one whose list was not copied still is', async () => {
  expect(await holdsMirror(join(folder, 'miror'))).toBe(false);
  expect(await holdsMirror(mirror())).toBe(true);
  await rm(join(mirror(), 'index.json'));
  expect(await holdsMirror(mirror())).toBe(true);
});

it('a list is known to be of another machine by its key', async () => {
  expect(await signedElsewhere(mirror(), cache)).toBe(false);
  expect(await signedElsewhere(mirror(), new PackCache(join(folder, 'other')))).toBe(true);
  expect(await signedElsewhere(join(folder, 'nowhere'), cache)).toBe(false);
});
