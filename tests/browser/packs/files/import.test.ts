import { afterEach, describe, expect, it } from 'vitest';
import { isAbort } from '../../../../src/lib/domain/errors';
import { STANDARD_TEXTS } from '../../../../src/lib/domain/licence-texts';
import { vouchOf } from '../../../fakes/signed-site';
import {
  bringIn,
  contents,
  device,
  digestOf,
  exported,
  type FilesBench,
  ggufOf,
  install,
  picked,
  plan,
} from './files-bench';

const MIB = 1024 * 1024;
/** The header names the licence and nothing else came: the app's own text of it goes with the model. */
const APACHE = STANDARD_TEXTS.find(({ spdx }) => spdx === 'Apache-2.0')!;
const TEXT = { [APACHE.path]: APACHE.sha256 };
const devices: FilesBench[] = [];
const made = (...args: Parameters<typeof device>) => {
  const at = device(...args);
  devices.push(at);
  return at;
};
afterEach(() => devices.splice(0).forEach(({ kill }) => kill()));

/** A device on which reading was stopped in the middle. */
async function partlyRead(bytes: Uint8Array<ArrayBuffer>): Promise<FilesBench> {
  const at = made();
  const controller = new AbortController();
  at.hold(24 * MIB);
  const stopped = plan(at, [picked('a.gguf', bytes)], { signal: controller.signal }).catch(isAbort);
  await expect.poll(() => at.partBytes()).toBe(24 * MIB);
  controller.abort();
  at.hold();
  expect(await stopped).toBe(true);
  return at;
}

describe('a GGUF from disk', () => {
  it('is known by its content, told before it is read, read once, and installed with a person’s word', async () => {
    const at = made();
    const bytes = ggufOf(3.5);
    const { plans, events } = await plan(at, [picked('stick/what-is-this.bin', bytes)]);
    expect(events[0]).toMatchObject({
      kind: 'found',
      what: 'gguf',
      totalBytes: bytes.length,
      needed: bytes.length,
    });
    expect(events.at(-1)).toMatchObject({ kind: 'reading', readBytes: bytes.length });
    const [only] = plans;
    expect(only).toMatchObject({
      trust: 'first-seen',
      source: { kind: 'file', fileName: 'what-is-this.bin' },
      totalBytes: bytes.length + APACHE.bytes,
      toFetch: APACHE.bytes,
      manifest: { model: { architecture: 'llama' } },
    });
    expect(only!.unknown).toContain('who-made-it');
    expect(await at.packs.call('list', {})).toEqual([]);

    expect(await install(at, only!)).toMatchObject({ kind: 'installed' });
    const [pack] = await at.packs.call('list', {});
    expect(pack).toMatchObject({ trust: 'first-seen', word: { note: 'a test' } });
    expect(await contents(at, only!)).toEqual({ ...TEXT, 'model.gguf': await digestOf(bytes) });
    expect(await at.packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
  });

  it('is not stored twice when it is chosen again', async () => {
    const at = made();
    const file = picked('a.gguf', ggufOf(2));
    const first = await bringIn(at, [file]);
    const { plans, events } = await plan(at, [file]);
    expect(plans[0]).toMatchObject({ packId: first.packId, toFetch: 0 });
    expect(events[0]).toMatchObject({ kind: 'found', needed: 0 });
    expect(await at.packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
  });

  it('that the site’s list has is what the list says of it', async () => {
    const other = made();
    const { manifest, packId } = await bringIn(other, [picked('a.gguf', ggufOf(1))]);
    const at = made();
    const known = [{ packId, manifest, vouch: await vouchOf(packId) }];
    const { plans } = await plan(at, [picked('renamed.gguf', ggufOf(1))], { known });
    expect(plans[0]).toMatchObject({ packId, trust: 'vouched', vouch: known[0]!.vouch, unknown: [] });
  });

  it('that is cut off or is none is refused before it is stored', async () => {
    const at = made();
    const cut = ggufOf(2).slice(0, 2 * MIB);
    await expect(plan(at, [picked('a.gguf', cut)])).rejects.toMatchObject({ code: 'gguf/truncated' });
    const text = new TextEncoder().encode('GGUF is not what this is');
    await expect(plan(at, [picked('a.gguf', text)])).rejects.toMatchObject({
      code: expect.stringMatching(/^gguf\//),
    });
    const photo = new Uint8Array(5000).fill(7);
    for (const [name, code] of [
      ['model.gguf', 'gguf/not-gguf'],
      ['photo.jpg', 'archive/unknown-kind'],
    ] as const)
      await expect(plan(at, [picked(name, photo)])).rejects.toMatchObject({ code, details: { file: name } });
    expect(await at.packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
  });

  it('goes on from what is held when the tab was killed while it was read', async () => {
    const at = made();
    const file = picked('a.gguf', ggufOf(72));
    at.hold(68 * MIB);
    void plan(at, [file]).catch(() => {}); // it never ends
    await expect.poll(() => at.partBytes()).toBe(68 * MIB);
    const after = at.again();
    devices.push(after);
    const held = await after.partBytes();
    expect(held).toBe(68 * MIB);
    const { plans, events } = await plan(after, [file]);
    expect(events[0]).toMatchObject({ kind: 'found', needed: file.file.size - held });
    expect(events.find(({ kind }) => kind === 'reading')).toMatchObject({ readBytes: 64 * MIB });
    expect(await install(after, plans[0]!)).toMatchObject({ kind: 'installed' });
    expect(await contents(after, plans[0]!)).toEqual({
      ...TEXT,
      'model.gguf': await digestOf(await file.file.arrayBuffer()),
    });
  });

  it('is read from its start if another one bears its name, size and time', async () => {
    const [one, other] = [ggufOf(48, 1), ggufOf(48, 2)];
    const at = await partlyRead(one);
    const pack = await bringIn(at, [picked('a.gguf', other)]);
    expect(await contents(at, pack)).toEqual({ ...TEXT, 'model.gguf': await digestOf(other) });
  });

  it.each(['cache', 'memory'] as const)('comes in where there is only the store %j', async (store) => {
    const at = made({ store });
    const bytes = ggufOf(2.5);
    const pack = await bringIn(at, [picked('a.gguf', bytes)]);
    const [file] = await at.packs.call('files', { packId: pack.packId });
    expect(file!.file.bytes).toBe(bytes.length);
  });
});

describe('an archive', () => {
  it('goes from one device to another, empty one, byte for byte', async () => {
    const first = made();
    const pack = await bringIn(first, [picked('a.gguf', ggufOf(3.5))]);
    const archive = await exported(first, pack);
    expect(archive.path).toMatch(/\.haversack\.tar$/);

    const second = made();
    const { plans, events } = await plan(second, [picked('renamed', await archive.file.arrayBuffer())]);
    expect(events).toEqual([
      {
        kind: 'found',
        what: 'archive',
        name: 'renamed',
        totalBytes: pack.totalBytes,
        needed: pack.totalBytes,
      },
    ]);
    expect(plans[0]).toMatchObject({ packId: pack.packId, trust: 'first-seen', source: { kind: 'archive' } });
    expect(await second.packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
    expect(await install(second, plans[0]!)).toMatchObject({ kind: 'installed' });
    expect(await contents(second, pack)).toEqual(await contents(first, pack));
    const again = await exported(second, pack);
    expect(again.file.size).toBeGreaterThan(pack.totalBytes);
  });

  it('keeps the trust of a site that vouches, and takes no other’s word', async () => {
    const first = made();
    const { packId, manifest } = await bringIn(first, [picked('a.gguf', ggufOf(1))]);
    const vouch = await vouchOf(packId);
    const site = made();
    const [planned] = (
      await plan(site, [picked('a.gguf', ggufOf(1))], { known: [{ packId, manifest, vouch }] })
    ).plans;
    await install(site, planned!);
    const archive = await exported(site, { packId });

    const reader = made();
    const { plans } = await plan(reader, [archive]);
    expect(plans[0]).toMatchObject({ packId, trust: 'vouched', vouch, unknown: [] });
    await install(reader, plans[0]!);
    expect((await reader.packs.call('list', {}))[0]).toMatchObject({ trust: 'vouched', vouch });

    const text = await archive.file.arrayBuffer();
    const forged = new Uint8Array(text.slice(0));
    const at = new TextDecoder('latin1').decode(forged.subarray(0, 2000)).indexOf(vouch.signature);
    forged[at + 3]! ^= 1;
    const doubtful = await plan(made(), [picked('b.tar', forged)]);
    expect(doubtful.plans[0]).toMatchObject({ packId, trust: 'first-seen' });
  });

  it('of which a byte was changed installs nothing, and says which file', async () => {
    const first = made();
    const pack = await bringIn(first, [picked('a.gguf', ggufOf(3))]);
    const bytes = new Uint8Array(await (await exported(first, pack)).file.arrayBuffer());
    bytes[bytes.length - 1024 - 100_000]! ^= 1;
    const second = made();
    const { plans } = await plan(second, [picked('a.tar', bytes)]);
    await expect(install(second, plans[0]!)).rejects.toMatchObject({
      code: 'archive/damaged',
      details: { what: 'model.gguf' },
    });
    expect(await second.packs.call('list', {})).toEqual([]);
  });

  it('that was cut off says what is missing, before anything is stored', async () => {
    const first = made();
    const pack = await bringIn(first, [picked('a.gguf', ggufOf(2))]);
    const { file } = await exported(first, pack);
    const second = made();
    await expect(plan(second, [picked('a.tar', file.slice(0, file.size - MIB))])).rejects.toMatchObject({
      code: 'archive/damaged',
      details: { what: expect.stringMatching(/^model\.gguf: \d+ \/ \d+$/) },
    });
  });

  it('chosen again goes on after the tab was killed in the middle', async () => {
    const first = made();
    const pack = await bringIn(first, [picked('a.gguf', ggufOf(40))]);
    const archive = await exported(first, pack);
    const at = made();
    const { plans } = await plan(at, [archive]);
    at.hold(20 * MIB);
    void install(at, plans[0]!).catch(() => {}); // it never ends
    await expect.poll(() => at.partBytes()).toBeGreaterThan(12 * MIB);
    const after = at.again();
    devices.push(after);
    const [unfinished] = await after.packs.call('unfinished', {});
    expect(unfinished).toMatchObject({ packId: pack.packId, source: { kind: 'archive' } });
    const resumed = after.packs.stream('resume', { packId: pack.packId });
    await expect(
      (async () => {
        for await (const event of resumed) void event;
      })(),
    ).rejects.toMatchObject({ code: 'archive/choose-again', details: { file: archive.path } });

    const next = await plan(after, [archive]);
    expect(next.plans[0]!.toFetch).toBeLessThan(pack.totalBytes - 8 * MIB);
    expect(await install(after, next.plans[0]!)).toMatchObject({ kind: 'installed' });
    expect(await contents(after, pack)).toEqual(await contents(first, pack));
  });

  it('is planned several at once, each by itself', async () => {
    const first = made();
    const files = await Promise.all(
      [1, 2].map(async (seed) => {
        const pack = await bringIn(first, [picked(`${seed}.gguf`, ggufOf(0.5, seed))]);
        return exported(first, pack);
      }),
    );
    const { plans } = await plan(made(), files);
    expect(plans).toHaveLength(2);
  });
});

describe('a mirror’s folder', () => {
  it('offers the models whose files are in it, with the word of the site that signed them', async () => {
    const first = made();
    const { packId, manifest } = await bringIn(first, [picked('a.gguf', ggufOf(1))]);
    const gguf = picked(`stick/packs/blobs/${manifest.shards[0]!.sha256}`, ggufOf(1));
    const absent = {
      ...manifest,
      name: 'Not here',
      shards: [{ ...manifest.shards[0]!, sha256: 'a'.repeat(64) }],
    };
    const entry = { packId, manifest, vouch: await vouchOf(packId) };
    const index = JSON.stringify({
      format: 1,
      packs: [entry, { packId: 'b'.repeat(64), manifest: absent }, 7],
    });
    const at = made();
    const { plans, events } = await plan(at, [picked('stick/packs/index.json', index), gguf]);
    expect(events[0]).toMatchObject({ kind: 'found', what: 'mirror', name: 'packs' });
    expect(plans).toHaveLength(1);
    expect(plans[0]).toMatchObject({
      packId,
      trust: 'vouched',
      source: { kind: 'folder', fileName: 'packs' },
    });
    expect(await install(at, plans[0]!)).toMatchObject({ kind: 'installed' });
  });
});
