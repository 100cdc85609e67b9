import { afterEach, describe, expect, it } from 'vitest';
import type { Source } from '../../../src/lib/domain/pack';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { seededBytes } from '../../fakes/seeded-bytes';
import { follow, plannedBench, sentOf, type PlannedBench } from './planned-bench';
import type { FeedFile, PlanArgs } from './planned-worker';

const MIB = 1024 * 1024;
const installed = { kind: 'installed', verification: { verdict: 'verified' } };
const LICENCE = { seed: 1, bytes: 5000 };
const word = { at: '2026-11-01T00:00:00Z', note: 'I know who made it.' };

let at: PlannedBench;
afterEach(() => at.kill());

const fileOf = (path: string, bytes: Uint8Array<ArrayBuffer>) => ({ path, file: new File([bytes], path) });
function filesOf({ weights }: SmallPack) {
  return [
    fileOf('model.gguf', seededBytes(7, weights.bytes)),
    fileOf('LICENSE.txt', seededBytes(LICENCE.seed, LICENCE.bytes)),
  ];
}

async function install(pack: SmallPack, args: Omit<PlanArgs, 'manifest'>, packs = at.packs) {
  const { packId } = await packs.call('plan', { manifest: pack.entry.manifest, ...args });
  return follow(packs.stream('installPlanned', { packId, acceptedLicence: true, word }));
}

describe('a person’s word', () => {
  it('is asked for a model that nobody vouches for, before anything is fetched', async () => {
    const pack = await smallPack({ mib: 1 });
    at = await plannedBench();
    await at.serve(pack);
    const args: PlanArgs = { manifest: pack.entry.manifest, source: at.hub(), trust: 'first-seen' };
    const { packId } = await at.packs.call('plan', args);
    const unsaid = at.packs.stream('installPlanned', { packId, acceptedLicence: true });
    await expect(unsaid.next()).rejects.toMatchObject({ code: 'pack/needs-word' });
    expect(await at.log()).toEqual([]);

    expect((await install(pack, args)).result).toMatchObject(installed);
    const [found] = await at.packs.call('list', {});
    expect(found).toMatchObject({ trust: 'first-seen', word });
  });
});

it('bytes that are here already are not trusted less because somebody else hands them over again', async () => {
  const pack = await smallPack({ mib: 1 });
  at = await plannedBench();
  await at.serve(pack);
  await install(pack, { source: at.hub(), trust: 'declared' });
  const again: Source = { kind: 'archive', fileName: 'stick.tar' };
  await install(pack, { source: again, trust: 'first-seen', files: filesOf(pack) });
  expect(await at.packs.call('list', {})).toMatchObject([{ trust: 'declared', source: at.hub() }]);
});

describe('what was checked', () => {
  it('stands in the receipt: length and digest of each file, what the vet saw, and what nobody can tell', async () => {
    const pack = await smallPack({ mib: 1 });
    at = await plannedBench({ vet: 'unsure' });
    await at.serve(pack);
    await install(pack, { source: at.hub() });
    const [found] = await at.packs.call('list', {});
    const bytes = [...seededBytes(7, 4)].join(' ');
    expect(found?.vetting?.checks).toEqual([
      ...['model.gguf', 'LICENSE.txt'].flatMap((path) =>
        ['length', 'digest'].map((what) => ({ what, path, result: 'passed', details: '' })),
      ),
      { what: 'structure', path: 'model.gguf', result: 'passed', details: bytes },
    ]);
    expect(found?.vetting?.unknown).toEqual(['training-data', 'quality']);
  });
});

describe('files on this machine', () => {
  const archive: Source = { kind: 'archive', fileName: 'pack.zip' };

  it('pass the same checks and need no network', async () => {
    const pack = await smallPack({ mib: 3.5, chunked: false });
    at = await plannedBench();
    const { result, events } = await install(pack, { source: archive, files: filesOf(pack) });
    expect(result).toMatchObject(installed);
    expect(events[0]).toMatchObject({ kind: 'plan', toFetch: 3.5 * MIB + 5000 });
    expect(await at.log()).toEqual([]);
  });

  it('go on from the bytes held, once they are chosen again', async () => {
    const pack = await smallPack({ mib: 8 });
    at = await plannedBench();
    const [weights, licence] = filesOf(pack);
    const { packId } = await at.packs.call('plan', {
      ...{ manifest: pack.entry.manifest, source: archive },
      files: [{ ...weights!, holdAt: 4 * MIB }, licence!],
    });
    const pause = new AbortController();
    const args = { packId, acceptedLicence: true };
    const running = follow(at.packs.stream('installPlanned', args, pause.signal));
    await expect.poll(async () => (await at.packs.call('parts', {})).bytes).toBe(4 * MIB);
    pause.abort();
    await at.packs.call('release', {});
    expect((await running).result).toEqual({ kind: 'cancelled' });

    const next = at.another();
    await expect(follow(next.stream('resume', { packId }))).rejects.toMatchObject({
      code: 'archive/choose-again',
      details: { file: 'pack.zip' },
    });
    const { result, events } = await install(pack, { source: archive, files: filesOf(pack) }, next);
    expect(result).toMatchObject(installed);
    const [plan] = events;
    expect(plan?.kind === 'plan' && plan.toFetch).toBeLessThanOrEqual(4 * MIB);
  });

  it.each([true, false])('that are damaged are refused by name (digests per chunk: %s)', async (chunked) => {
    const pack = await smallPack({ mib: 2, chunked });
    at = await plannedBench();
    const damaged = filesOf(pack);
    const bytes = seededBytes(7, pack.weights.bytes);
    bytes[MIB] = bytes[MIB]! ^ 1;
    damaged[0] = fileOf('model.gguf', bytes);
    await expect(install(pack, { source: archive, files: damaged })).rejects.toMatchObject({
      code: 'archive/damaged',
      details: { file: 'model.gguf' },
    });
    await expect(
      install(pack, { source: { kind: 'folder', fileName: 'stick' }, files: damaged }),
    ).rejects.toMatchObject({ code: 'source/digest', details: { file: 'model.gguf' } });
    expect(await at.packs.call('rejected', {})).toMatchObject([
      { reason: 'digest', from: 'stick', bytes: 0 },
    ]);
    expect((await install(pack, { source: archive, files: filesOf(pack) })).result).toMatchObject(installed);
    expect(await at.packs.call('rejected', {})).toEqual([]);
  });

  it('of another length are refused before they are read', async () => {
    const pack = await smallPack({ mib: 2 });
    at = await plannedBench();
    const files = [fileOf('model.gguf', seededBytes(7, 2 * MIB + 1)), filesOf(pack)[1]!];
    await expect(install(pack, { source: archive, files })).rejects.toMatchObject({
      code: 'archive/damaged',
      details: { problem: 'length' },
    });
  });
});

describe('bytes from another device', () => {
  const source: Source = { kind: 'peer', name: 'Amina’s tablet' };
  const feed = (weights: FeedFile): Record<string, FeedFile> => ({
    'model.gguf': weights,
    'LICENSE.txt': LICENCE,
  });

  it('need not be trusted: a wrong chunk is asked for once more', async () => {
    const pack = await smallPack({ mib: 3 });
    at = await plannedBench();
    const bytes = pack.weights.bytes;
    const once = feed({ seed: 7, bytes, flip: 2 * MIB, flips: 1 });
    const { result, events } = await install(pack, { source, feed: once });
    expect(result).toMatchObject(installed);
    expect(events).toContainEqual({ kind: 'healed', path: 'model.gguf', chunks: 1 });
  });

  it('that stay wrong are refused', async () => {
    const pack = await smallPack({ mib: 3 });
    at = await plannedBench();
    const always = feed({ seed: 7, bytes: pack.weights.bytes, flip: 2 * MIB, flips: 9 });
    await expect(install(pack, { source, feed: always })).rejects.toMatchObject({
      code: 'source/digest',
      details: { chunk: 2, host: source.name },
    });
    expect(await at.packs.call('list', {})).toEqual([]);
  });

  it('go on after the line was cut, and are told gone once the plan is', async () => {
    const pack = await smallPack({ mib: 4, chunked: false });
    at = await plannedBench();
    const { packId } = pack.entry;
    const cut = feed({ seed: 7, bytes: pack.weights.bytes, cutAt: 2.5 * MIB });
    await expect(install(pack, { source, feed: cut })).rejects.toMatchObject({ code: 'peer/failed' });
    const next = at.another();
    await expect(follow(next.stream('resume', { packId }))).rejects.toMatchObject({
      code: 'source/gone',
      details: { what: source.name },
    });
    const { result, events } = await follow(at.packs.stream('resume', { packId }));
    expect(result).toMatchObject(installed);
    expect(events[0]).toMatchObject({ kind: 'plan', toFetch: 2 * MIB });
  });
});

it('a bound of speed counts for all that this worker downloads, and ends when it is taken back', async () => {
  const pack = await smallPack({ mib: 2 });
  at = await plannedBench();
  await at.serve(pack);
  await at.packs.call('limit', { bytesPerSecond: 100 });
  const running = install(pack, { source: at.hub() });
  const licenceSent = async () => sentOf(await at.log(), 'LICENSE.txt');
  await expect.poll(licenceSent).toBe(LICENCE.bytes);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(sentOf(await at.log(), 'model.gguf'), '5 kB take fifty seconds at 100 bytes a second').toBe(0);
  await at.packs.call('limit', { bytesPerSecond: null });
  expect((await running).result).toMatchObject(installed);
});
