import { expect, it } from 'vitest';
import { indexText } from '../../../fakes/signed-site';
import { smallPack } from '../../../fakes/small-pack';
import { tinyPack } from '../../../fakes/tiny-pack';
import { openBytes } from '../../../../src/lib/packs/store/read';
import type { PacksService } from '../../../../src/lib/packs/service';
import { verified } from '../../../../src/lib/packs/store/verified';
import { connect } from '../../../../src/lib/wire/connect';
import type { Port } from '../../../../src/lib/wire/protocol';
import { seededBytes } from '../../../fakes/seeded-bytes';
import { bench, sentOf } from '../bench';

const MIB = 1024 * 1024;

it('installs a pack, lists it, and hands out files whose bytes are the published ones', async () => {
  const pack = await smallPack({ mib: 4.5 });
  const { serve, install, packs, log } = bench();
  await serve(pack);
  const { result, events } = await install(pack);
  expect(result).toMatchObject({ kind: 'installed', verification: { verdict: 'verified' } });
  expect(events[0]).toMatchObject({
    kind: 'plan',
    totalBytes: pack.weights.bytes + 5000,
    heldBytes: 0,
    files: 2,
  });
  expect(events.filter(({ kind }) => kind === 'file-verified')).toHaveLength(2);
  expect(sentOf(await log(), pack)).toBe(pack.weights.bytes);

  expect((await packs.call('list', {})).map(({ packId }) => packId)).toEqual([pack.entry.packId]);
  expect(await packs.call('unfinished', {})).toEqual([]);
  expect(await packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
  const files = await packs.call('files', { packId: pack.entry.packId });
  const { file } = files.find(({ role }) => role === 'weights')!;
  const source = verified(await openBytes(file.ref), file.chunks);
  expect(source.size).toBe(pack.weights.bytes);
  const expected = seededBytes(7, source.size);
  expect(await source.read(MIB - 10, 20)).toEqual(expected.slice(MIB - 10, MIB + 10));
  source.close();
});

it('the app’s own worker installs under its content security policy, which lets it ask no other origin', async () => {
  const address = new URL('../../../../src/lib/workers/packs.ts', import.meta.url);
  const policy = (await fetch(address)).headers.get('Content-Security-Policy');
  expect(policy).toContain("connect-src 'self'");
  const worker = new Worker(new URL('../../../../src/lib/workers/packs.ts', import.meta.url), {
    type: 'module',
  });
  const packs = connect<PacksService>(worker as Port);
  const pack = await tinyPack();
  const { serve, install } = bench();
  await serve(pack);
  const { result } = await install(pack, { packs });
  expect(result.kind).toBe('installed');
  await expect(packs.call('catalogue', { baseUrl: 'http://127.0.0.1:9/packs' })).rejects.toMatchObject({
    code: 'source/unreachable',
  });
  await packs.call('remove', { packId: pack.entry.packId });
  worker.terminate();
});

it('N14: a catalogue behind a redirect to another host is refused', async () => {
  const at = bench();
  await at.serve(await smallPack({ mib: 1 }), [{ redirect: 'other-host' }]);
  await expect(at.packs.call('catalogue', { baseUrl: at.baseUrl })).rejects.toMatchObject({
    code: 'source/redirected',
  });
});

it('A1: a manifest that is not the one its id names is refused, and the installed pack stays', async () => {
  const pack = await smallPack({ mib: 1 });
  const at = bench();
  await at.serve(pack);
  await at.install(pack);
  const forged = { ...pack, entry: { ...pack.entry, manifest: { ...pack.entry.manifest, name: 'Forged' } } };
  await expect(at.install(forged)).rejects.toMatchObject({ code: 'pack/manifest-invalid' });
  expect((await at.packs.call('list', {}))[0]?.manifest.name).toBe('Small pack');
});

it('reads a site’s catalogue, and tells a login page from one', async () => {
  const pack = await smallPack({ mib: 1 });
  const at = bench();
  const index = await indexText([pack.entry]);
  await at.serve({ ...pack, files: { 'index.json': { text: index, type: 'application/json' } } });
  expect((await at.packs.call('catalogue', { baseUrl: at.baseUrl })).packs).toEqual([pack.entry]);
  await at.serve(pack, [{ html: '<!doctype html><title>Log in</title>' }]);
  await expect(at.packs.call('catalogue', { baseUrl: at.baseUrl })).rejects.toMatchObject({
    code: 'source/web-page',
  });
  await at.serve(pack, [{ status: 503 }]);
  await expect(at.packs.call('catalogue', { baseUrl: at.baseUrl })).rejects.toMatchObject({
    code: 'source/http-status',
  });
});

it('events come in order: the plan first, files verified before the end', async () => {
  const pack = await smallPack({ mib: 2 });
  const at = bench();
  await at.serve(pack);
  const { events } = await at.install(pack);
  expect(events[0]?.kind).toBe('plan');
  const progress = events.flatMap((event) => (event.kind === 'progress' ? [event.heldBytes] : []));
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(progress.at(-1)).toBe(pack.weights.bytes + 5000);
});

it('a licence that must be accepted is asked for before anything is fetched', async () => {
  const pack = await smallPack({
    mib: 1,
    change: (manifest) => ({ ...manifest, licence: { ...manifest.licence, mustAccept: true } }),
  });
  const at = bench();
  await at.serve(pack);
  const refused = at.packs.stream('install', {
    entry: pack.entry,
    baseUrl: at.baseUrl,
    acceptedLicence: false,
  });
  await expect(refused.next()).rejects.toMatchObject({ code: 'pack/licence-not-accepted' });
  expect(await at.log()).toEqual([]);
});
