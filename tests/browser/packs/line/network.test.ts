import { expect, it } from 'vitest';
import type { InstallEvent } from '../../../../src/lib/domain/install';
import type { Fault } from '../../../fakes/bad-server';
import { smallPack, type SmallPack } from '../../../fakes/small-pack';
import { bench, type Bench, cut, missingOf, sentOf } from '../bench';

const MIB = 1024 * 1024;
const installed = { kind: 'installed', verification: { verdict: 'verified' } };

/** Faults strike the weights only; the plan counts the licence's request as number 0. */
const weights = (pack: SmallPack, fault: Fault): Fault => ({ path: pack.weights.sha256, ...fault });
const waits = (events: InstallEvent[]) =>
  events.flatMap((event) => (event.kind === 'waiting' ? [event.error.code] : []));

async function holdsNothing({ packs }: Bench): Promise<void> {
  expect(await packs.call('list', {})).toEqual([]);
}

it('N1: a connection cut before and right after the headers is retried, shown as waiting, and ends well', async () => {
  const pack = await smallPack({ mib: 2 });
  const at = bench();
  await at.serve(pack, [weights(pack, { on: [1, 2], cutAt: -1 }), weights(pack, { on: [3], cutAt: 0 })]);
  const { result, events } = await at.install(pack);
  expect(result).toMatchObject(installed);
  // At least one of each kind, whatever the browser retries by itself.
  expect(waits(events).length).toBeGreaterThan(0);
  expect(new Set(waits(events))).toEqual(new Set(['source/unreachable']));
});

it('N1: a server that always cuts ends as unreachable, with nothing stored as a pack', async () => {
  const pack = await smallPack({ mib: 2 });
  const at = bench({ attempts: 2 });
  await at.serve(pack, [weights(pack, { cutAt: -1 })]);
  await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/unreachable' });
  await holdsNothing(at);
});

it('N2: after a cut in mid-chunk only what had not come is asked for', async () => {
  const pack = await smallPack({ mib: 6 });
  const at = bench();
  await at.serve(pack, [
    weights(pack, { on: [1], ...cut(2.5 * MIB) }),
    weights(pack, { on: [2], ...cut(1.25 * MIB) }),
  ]);
  const { result } = await at.install(pack);
  expect(result).toMatchObject(installed);
  const log = (await at.log()).filter(({ path }) => path.includes(pack.weights.sha256));
  const starts = log.map(({ range }) => Number(/\d+/.exec(range ?? '')?.[0]));
  expect(starts[1]! % MIB, 'resumes at the byte, not at the chunk').not.toBe(0);
  expect(sentOf(log, pack) - pack.weights.bytes, 'bytes sent twice').toBeLessThanOrEqual(2 * MIB);
});

it('N2: a reload after a cut fetches at most the chunk that was not complete', async () => {
  const pack = await smallPack({ mib: 6 });
  const at = bench({ attempts: 0 });
  await at.serve(pack, [weights(pack, { on: [1], ...cut(3.5 * MIB) })]);
  await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/unreachable' });
  at.kill();
  const { packs } = at.another();
  const missing = await missingOf(packs);
  expect(missing, 'whole chunks are kept').toBeLessThanOrEqual(5 * MIB);
  const before = sentOf(await at.log(), pack);
  const { result, events } = await at.install(pack, { packs });
  expect(result).toMatchObject(installed);
  expect(events[0]).toMatchObject({ kind: 'plan', toFetch: missing });
  expect(sentOf(await at.log(), pack) - before).toBe(missing);
});

it('N4: a cut one byte before the end costs at most one chunk', async () => {
  const pack = await smallPack({ mib: 3 });
  const at = bench();
  await at.serve(pack, [weights(pack, { on: [1], ...cut(3 * MIB - 1) })]);
  const { result } = await at.install(pack);
  expect(result).toMatchObject(installed);
  expect(sentOf(await at.log(), pack) - pack.weights.bytes).toBeLessThanOrEqual(MIB);
});

it('N5: a short body with a clean end is a length error, never a complete file', async () => {
  const pack = await smallPack({ mib: 2 });
  const at = bench();
  await at.serve(pack, [
    weights(pack, { endAt: MIB + 10 }),
    weights(pack, { on: [0, 1, 2, 3, 4, 5], instead: { seed: 7, bytes: MIB + 10 } }),
  ]);
  await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/too-short' });
  await holdsNothing(at);
});

it('N5: a body that ended early once is completed', async () => {
  const pack = await smallPack({ mib: 2 });
  const at = bench();
  await at.serve(pack, [weights(pack, { on: [1], endAt: MIB + 10 })]);
  const { result, events } = await at.install(pack);
  expect(result).toMatchObject(installed);
  expect(waits(events)).toEqual(['source/too-short']);
});

it('N6: a longer body with the right start is cut at the declared size and taken, since its digest agrees', async () => {
  const pack = await smallPack({ mib: 2 });
  const at = bench();
  await at.serve(pack, [weights(pack, { extra: 32 * MIB })]);
  const { result } = await at.install(pack);
  expect(result).toMatchObject(installed);
  expect(sentOf(await at.log(), pack), 'the rest was not read').toBeLessThan(20 * MIB);
});

it('N6: a longer body with wrong bytes is reported as a server that sends too much', async () => {
  const pack = await smallPack({ mib: 2 });
  const at = bench();
  await at.serve(pack, [weights(pack, { instead: { seed: 99, bytes: 40 * MIB } })]);
  await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/too-long' });
  await holdsNothing(at);
});

it('N7: a login page with status 200 is named as such and leaves what is held untouched', async () => {
  const pack = await smallPack({ mib: 4 });
  const at = bench({ attempts: 1 });
  const portal = '<!DOCTYPE html><html><title>Wi-Fi login</title></html>';
  await at.serve(pack, [
    weights(pack, { on: [1], ...cut(2 * MIB + 5) }),
    weights(pack, { on: [2], html: portal }),
  ]);
  await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/web-page' });
  const missing = await missingOf(at.packs);
  expect(missing).toBeLessThan(4 * MIB);
  await at.serve(pack);
  const { result, events } = await at.install(pack);
  expect(result).toMatchObject(installed);
  expect(events[0]).toMatchObject({ kind: 'plan', toFetch: missing });
  expect(sentOf(await at.log(), pack)).toBe(missing);
});

it('N8: one flipped bit costs one chunk, fetched again from the same mirror', async () => {
  const pack = await smallPack({ mib: 5 });
  const at = bench();
  await at.serve(pack, [weights(pack, { on: [1], flip: [2 * MIB + 77] })]);
  const { result, events } = await at.install(pack);
  expect(result).toMatchObject(installed);
  expect(events).toContainEqual({ kind: 'healed', path: 'model.gguf', chunks: 1 });
  expect(sentOf(await at.log(), pack)).toBe(6 * MIB);
});

it('N8: a chunk that the first mirror always damages comes from the second', async () => {
  const pack = await smallPack({ mib: 5 });
  const at = bench();
  const other = `${at.id}-b`;
  await at.serve(pack, [weights(pack, { flip: [3 * MIB] })]);
  await at.serve(pack, [], other);
  const { result } = await at.install(pack, { mirrors: [`/bad/${other}`] });
  expect(result).toMatchObject(installed);
  expect(sentOf(await at.log(other), pack)).toBe(MIB);
});

it('N8: damage that every mirror sends is refused, and never listed', async () => {
  const pack = await smallPack({ mib: 3 });
  const at = bench();
  await at.serve(pack, [weights(pack, { flip: [MIB] })]);
  await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/digest', details: { chunk: 1 } });
  await holdsNothing(at);
});

it('N8: a file with one digest for all of it is fetched from the next mirror', async () => {
  const pack = await smallPack({ mib: 2.5, chunked: false });
  const at = bench();
  const other = `${at.id}-b`;
  await at.serve(pack, [weights(pack, { flip: [3] })]);
  await at.serve(pack, [], other);
  const { result } = await at.install(pack, { mirrors: [`/bad/${other}`] });
  expect(result).toMatchObject(installed);
  expect(sentOf(await at.log(other), pack)).toBe(pack.weights.bytes);
});

it('N10: a server that ignores Range goes on by streaming, and what is held is let pass', async () => {
  const pack = await smallPack({ mib: 4, chunked: false });
  const at = bench();
  await at.serve(pack, [weights(pack, { on: [1], ...cut(2.5 * MIB) }), weights(pack, { ignoreRange: true })]);
  const { result } = await at.install(pack);
  expect(result).toMatchObject(installed);
});

it('N12: a file published again in mid-download restarts, where nothing tells which bytes are in both', async () => {
  const pack = await smallPack({ mib: 3, chunked: false });
  const at = bench();
  await at.serve(pack, [weights(pack, { on: [1], ...cut(1.5 * MIB), instead: { seed: 5, bytes: 3 * MIB } })]);
  const { result } = await at.install(pack);
  expect(result).toMatchObject(installed);
  const log = (await at.log()).filter(({ path }) => path.includes(pack.weights.sha256));
  expect(log.map(({ ifRange }) => ifRange)).toContain('"5"');
});

it('N12: a file that no longer is the manifest’s is refused', async () => {
  const pack = await smallPack({ mib: 3 });
  const at = bench();
  await at.serve(pack, [
    weights(pack, { on: [1], ...cut(1.5 * MIB) }),
    weights(pack, { on: [2, 3, 4, 5, 6, 7, 8], instead: { seed: 5, bytes: 3 * MIB } }),
  ]);
  await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/digest' });
});

it.each([404, 403, 410])(
  'N13: status %i is a typed error at once, and what is held stays',
  async (status) => {
    const pack = await smallPack({ mib: 2 });
    const at = bench();
    await at.serve(pack, [weights(pack, { status })]);
    await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/http-status', details: { status } });
    await at.serve(pack);
    expect((await at.install(pack)).result).toMatchObject(installed);
  },
);

it.each([429, 500, 503])('N13: status %i is tried again, no sooner than Retry-After says', async (status) => {
  const pack = await smallPack({ mib: 1 });
  const at = bench();
  await at.serve(pack, [weights(pack, { on: [1], status, retryAfter: '1' })]);
  const { result, events } = await at.install(pack);
  expect(result).toMatchObject(installed);
  expect(events).toContainEqual(
    expect.objectContaining({
      kind: 'waiting',
      retryInMs: 1000,
      error: expect.objectContaining({ details: expect.objectContaining({ status }) }),
    }),
  );
});

it('N13: a mirror that has not got the file is passed over', async () => {
  const pack = await smallPack({ mib: 1 });
  const at = bench();
  const other = `${at.id}-b`;
  await at.serve(pack, [{ status: 404 }]);
  await at.serve(pack, [], other);
  const { result, events } = await at.install(pack, { mirrors: [`/bad/${other}`] });
  expect(result).toMatchObject(installed);
  expect(waits(events)).toEqual([]);
});

it('N14: a redirect to another host is refused', async () => {
  const pack = await smallPack({ mib: 1 });
  const at = bench();
  await at.serve(pack, [{ redirect: 'other-host' }]);
  await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/redirected' });
  expect((await at.log()).length, 'the other host was not asked').toBe(2);
});

it('N14: a redirect within the host is followed', async () => {
  const pack = await smallPack({ mib: 2 });
  const at = bench();
  await at.serve({ ...pack, files: Object.fromEntries(Object.entries(pack.files)) }, [
    { path: 'moved/', redirect: 'same-host' },
  ]);
  const stream = at.packs.stream('install', {
    entry: pack.entry,
    baseUrl: `${at.baseUrl}/moved`,
    acceptedLicence: true,
  });
  let step = await stream.next();
  while (!step.done) step = await stream.next();
  expect(step.value).toMatchObject(installed);
});

it('N15: a server that drips is given up after the stall time, and the person is told', async () => {
  const pack = await smallPack({ mib: 2 });
  const at = bench({ stallMs: 500 });
  await at.serve(pack, [weights(pack, { on: [1], rate: 20 })]);
  const { result, events } = await at.install(pack);
  expect(result).toMatchObject(installed);
  // Once, or more often where the machine itself stands still for so long.
  expect(new Set(waits(events))).toEqual(new Set(['source/stalled']));
});

it('a person who pauses and goes on fetches nothing twice but the chunk in the air', async () => {
  const pack = await smallPack({ mib: 12 });
  const at = bench();
  await at.serve(pack, [weights(pack, { on: [1], holdAt: 6 * MIB })]);
  const pause = new AbortController();
  const first = await at.install(pack, {
    signal: pause.signal,
    onEvent: (event) => {
      if (event.kind === 'progress' && event.heldBytes > 6 * MIB + 5000) pause.abort();
    },
  });
  expect(first.result).toEqual({ kind: 'cancelled' });
  const [unfinished] = await at.packs.call('unfinished', {});
  expect(unfinished?.heldBytes).toBe(6 * MIB + 5000);
  await at.serve(pack);
  const { result } = await at.install(pack);
  expect(result).toMatchObject(installed);
  expect(sentOf(await at.log(), pack)).toBe(pack.weights.bytes + 5000 - unfinished!.heldBytes);
});
