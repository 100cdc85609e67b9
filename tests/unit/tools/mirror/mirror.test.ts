import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Digest } from '../../../../src/lib/domain/digest';
import { isStandIn } from '../../../../src/lib/domain/licence-texts';
import type { Shard } from '../../../../src/lib/domain/pack';
import { canonicalJson, packIdOf } from '../../../../src/lib/packs/form/canonical';
import { parseMirrorList } from '../../../../src/lib/packs/hub/mirror';
import { network } from '../../../../src/lib/packs/line/network';
import type { PackOffer } from '../../../../tools/packs/site';
import { PackCache } from '../../../../tools/packs/cache';
import { sha256 } from '../../../../tools/packs/digests';
import { fillPack } from '../../../../tools/mirror/fill';
import { hubPack } from '../../../../tools/mirror/hub-pack';
import { writeIndex } from '../../../../tools/mirror/index-file';
import { parseMirrorOptions } from '../../../../tools/mirror/options';
import { sitePack } from '../../../../tools/mirror/site-pack';
import type { WantedPack } from '../../../../tools/mirror/wanted';
import { hubServer } from '../../../fakes/hub-server';
import { seededBytes } from '../../../fakes/seeded-bytes';
import { manifestWith, seededShard } from '../../../fakes/small-pack';
import { tinyLlama } from '../../../fixtures/gguf/tiny-models';
import { writeGguf } from '../../../fixtures/gguf/write-gguf';

const MIB = 1024 * 1024;
const BYTES = seededBytes(3, 3 * MIB + 5);
const shard: Shard = { path: 'model.gguf', role: 'weights', bytes: BYTES.length, sha256: sha256(BYTES) };
const manifest = manifestWith([shard]);
const signal = new AbortController().signal;
const quick = () => network({ attempts: 3, baseDelayMs: 5, maxDelayMs: 20 });

let folder = '';
let cache: PackCache;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-mirror-'));
  cache = new PackCache(join(folder, 'cache'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const to = () => join(folder, 'mirror');
const blob = (digest: string) => join(to(), 'blobs', digest);
const packId = () => packIdOf(manifest);

/** This site with the one pack of these tests. */
async function site(): Promise<PackOffer> {
  const path = join(folder, 'model.gguf');
  await writeFile(path, BYTES);
  const pack = { packId: await packId(), manifest, canonical: canonicalJson(manifest) };
  return { packs: async () => [pack], index: async () => '', blob: async () => path };
}

/** Serves the file, from the byte that is asked for, cut after so many bytes where `cuts` says so. */
async function server(cuts: number[]) {
  const asked: string[] = [];
  const listening = createServer((request, response) => {
    const range = request.headers.range ?? '';
    asked.push(range);
    const start = Number(/\d+/.exec(range)?.[0] ?? 0);
    const cut = cuts.shift();
    response.writeHead(206, { 'Content-Range': `bytes ${start}-${BYTES.length - 1}/${BYTES.length}` });
    response.write(BYTES.subarray(start, cut === undefined ? undefined : start + cut), () => {
      if (cut === undefined) response.end();
      else setTimeout(() => request.socket.destroy(), 50);
    });
  });
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/m`;
  return {
    url,
    asked,
    close: () =>
      new Promise<void>((done) => (listening.closeAllConnections(), listening.close(() => done()))),
  };
}

const remote = async (url: string): Promise<WantedPack> => ({
  ...{ packId: await packId(), manifest, hosts: [], addresses: () => [url] },
  localFile: async () => null,
});

async function listed() {
  const text = await readFile(join(to(), 'index.json'));
  const seen = { read: async () => undefined, note: async () => {} };
  return parseMirrorList(new Uint8Array(text), { keys: [], now: Date.now(), seen });
}

describe('npm run mirror', () => {
  it('copies a pack of this site, checked, with its manifest and this machine’s signature', async () => {
    await mkdir(to());
    const pack = await sitePack(cache, await site(), 'small PACK');
    await fillPack(to(), pack, quick(), signal);
    expect(await writeIndex(to(), [pack], cache, 30)).toEqual(['Small pack']);
    expect(sha256(await readFile(blob(shard.sha256)))).toBe(shard.sha256);
    expect(sha256(await readFile(join(to(), `${pack.packId}.json`)))).toBe(pack.packId);
    const { offers, key } = await listed();
    expect(offers).toMatchObject([{ packId: pack.packId }]);
    const index = JSON.parse(await readFile(join(to(), 'index.json'), 'utf8')) as {
      signed: { packs: { vouch: { key: string } }[] };
    };
    expect(index.signed.packs[0]?.vouch.key).toBe(key);
  });

  it('finds a pack by its id, and names what there is where there is no such one', async () => {
    const offer = await site();
    expect((await sitePack(cache, offer, (await packId()).slice(0, 12))).manifest.name).toBe('Small pack');
    await expect(sitePack(cache, offer, 'gpt')).rejects.toThrow('it has: Small pack');
  });

  it('fetches through cuts, asking each time for what has not come', async () => {
    await mkdir(to());
    const at = await server([MIB + 100, MIB]);
    await fillPack(to(), await remote(at.url), quick(), signal);
    await at.close();
    expect(sha256(await readFile(blob(shard.sha256)))).toBe(shard.sha256);
    expect(at.asked.length).toBe(3);
    expect(at.asked[1]).not.toBe('bytes=0-');
  });

  it('N17: a place that does not answer is waited for at the first file, and asked last for the others', async () => {
    await mkdir(to());
    let knocks = 0;
    const dead = createServer().on('connection', (socket) => (knocks++, socket.destroy()));
    await new Promise<void>((ready) => dead.listen(0, '127.0.0.1', ready));
    const gone = `http://127.0.0.1:${(dead.address() as AddressInfo).port}/m`;
    const shards = await Promise.all(
      [1, 2, 3].map((seed) => seededShard({ path: `${seed}.bin`, seed, bytes: 5000 })),
    );
    const whole = createServer((request, response) => {
      const seed = shards.findIndex(({ sha256: digest }) => request.url === `/${digest}`) + 1;
      response.end(seededBytes(seed, 5000));
    });
    await new Promise<void>((ready) => whole.listen(0, '127.0.0.1', ready));
    const mirror = `http://127.0.0.1:${(whole.address() as AddressInfo).port}`;
    const wanted: WantedPack = {
      ...{ packId: await packId(), manifest: manifestWith(shards), hosts: [] },
      addresses: ({ sha256: digest }) => [gone, `${mirror}/${digest}`],
      localFile: async () => null,
    };
    expect(await fillPack(to(), wanted, quick(), signal)).toMatchObject({ files: 3, kept: 0 });
    expect(knocks, 'one try: the request, and a look at whether it was sent on').toBe(2);
    for (const server of [dead, whole]) {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    }
  });

  it('goes on where an earlier run was ended, and fetches nothing that is here', async () => {
    await mkdir(to());
    const impatient = network({ attempts: 0 });
    const first = await server([2 * MIB + 10]);
    await expect(fillPack(to(), await remote(first.url), impatient, signal)).rejects.toMatchObject({
      code: 'source/unreachable',
    });
    await first.close();
    expect(existsSync(blob(shard.sha256))).toBe(false);
    const second = await server([]);
    await fillPack(to(), await remote(second.url), quick(), signal);
    expect(second.asked).toEqual([`bytes=${2 * MIB}-`]);
    expect(await fillPack(to(), await remote('http://127.0.0.1:1/none'), impatient, signal)).toMatchObject({
      kept: 1,
      fetchedBytes: 0,
    });
    await second.close();
  });

  it('a blob that was damaged is brought again', async () => {
    await mkdir(join(to(), 'blobs'), { recursive: true });
    await writeFile(blob(shard.sha256), BYTES);
    await truncate(blob(shard.sha256), 5);
    const pack = await sitePack(cache, await site(), 'small pack');
    expect(await fillPack(to(), pack, quick(), signal)).toMatchObject({ kept: 0 });
    expect(sha256(await readFile(blob(shard.sha256)))).toBe(shard.sha256);
  });

  it('what is another file is never put among the blobs', async () => {
    await mkdir(to());
    const at = await server([]);
    const wanted = { ...shard, sha256: 'a'.repeat(64) as Digest };
    const other = { ...(await remote(at.url)), manifest: manifestWith([wanted]) };
    await expect(fillPack(to(), other, quick(), signal)).rejects.toMatchObject({ code: 'source/digest' });
    await at.close();
    expect(await readdir(join(to(), 'blobs'))).toEqual([]);
    expect(await writeIndex(to(), [other], cache, 30)).toEqual([]);
  });

  it('lists what earlier runs brought too, with the signatures it had, and leaves out what is not whole', async () => {
    await mkdir(to());
    const pack = await sitePack(cache, await site(), 'small pack');
    await fillPack(to(), pack, quick(), signal);
    await writeIndex(to(), [pack], cache, 30);
    expect(await writeIndex(to(), [], cache, 30)).toEqual(['Small pack']);
    const index = JSON.parse(await readFile(join(to(), 'index.json'), 'utf8')) as {
      signed: { packs: { vouch?: unknown }[] };
    };
    expect(index.signed.packs[0]?.vouch).toBeDefined();
    await rm(blob(shard.sha256));
    expect(await writeIndex(to(), [], cache, 30)).toEqual([]);
  });

  it('brings a model from a hub, through the redirect that it lists, and vouches for nothing there', async () => {
    await mkdir(to());
    const hub = hubServer();
    const at = await hub.listen();
    const base64 = Buffer.from(writeGguf(tinyLlama())).toString('base64');
    const files = [
      { path: 'a.gguf', base64, lfs: true },
      { path: 'LICENSE', text: 'words' },
    ];
    await hub.set('h', {
      repos: {
        'maker/one': { files },
        'maker/bare': { cardData: { license: 'mit' }, files: [files[0]!] },
        'maker/two': { files: [...files, { path: 'b.gguf', base64, lfs: true }] },
      },
    });
    const place = { hub: { endpoint: `${at.url}/h`, hosts: [new URL(at.files).host] } };
    const plan = (named: string, options = place) =>
      hubPack(named, options, join(folder, 'libs'), quick(), signal);
    const pack = await plan('maker/one');
    await fillPack(to(), pack, quick(), signal);
    expect(await writeIndex(to(), [pack], cache, 30)).toEqual(['a']);
    expect((await listed()).offers).toMatchObject([{ packId: pack.packId, trust: 'first-seen' }]);
    expect(pack.vouch).toBeUndefined();
    const bare = await plan('maker/bare');
    await fillPack(to(), bare, quick(), signal);
    const text = bare.manifest.shards.find(isStandIn)!;
    expect(await readFile(join(to(), 'blobs', text.sha256), 'utf8')).toContain('MIT License');
    await expect(plan('maker/two')).rejects.toThrow('hub:maker/two:b.gguf');
    await expect(plan('nonsense')).rejects.toThrow('names no model');
    const strict = { hub: { ...place.hub, hosts: [] } };
    await expect(plan('maker/one', strict)).rejects.toMatchObject({ code: 'source/redirected' });
    await at.close();
  });

  it('says what it did not understand', () => {
    expect(() => parseMirrorOptions([])).toThrow('Name a model');
    expect(() => parseMirrorOptions(['x', '--days', 'soon'])).toThrow('--days');
    expect(() => parseMirrorOptions(['x', '--nonsense'])).toThrow('--help');
    expect(() => parseMirrorOptions(['--serve', 'x'])).toThrow('--serve');
    expect(parseMirrorOptions(['--serve', '4800'])).toMatchObject({ models: [], serve: { port: 4800 } });
    expect(parseMirrorOptions(['x', '--hub', 'http://h', '--hosts', 'a, b'])).toMatchObject({
      ...{ models: ['x'], to: 'mirror', days: 365, hub: { endpoint: 'http://h', hosts: ['a', 'b'] } },
    });
  });
});
