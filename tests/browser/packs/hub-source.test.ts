import { afterEach, expect, it } from 'vitest';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import type { Fault } from '../../fakes/bad-server';
import { cut } from './bench';
import { follow, plannedBench, sentOf, type PlannedBench } from './planned-bench';

const MIB = 1024 * 1024;
const installed = { kind: 'installed', verification: { verdict: 'verified' } };
/** A commit's files have one digest each. */
const hubPack = (mib: number) => smallPack({ mib, chunked: false });
const weights = (fault: Fault): Fault => ({ path: 'model.gguf', ...fault });

let at: PlannedBench;
afterEach(() => at.kill());

async function install(pack: SmallPack, source = at.hub(), packs = at.packs) {
  const { packId } = await packs.call('plan', { manifest: pack.entry.manifest, source });
  return follow(packs.stream('installPlanned', { packId, acceptedLicence: true }), at.see);
}

it('N14: a hub that sends requests on to a host it lists installs, and the receipt says from where', async () => {
  const pack = await hubPack(2.5);
  at = await plannedBench();
  await at.serve(pack);
  const { result, events } = await install(pack);
  expect(result).toMatchObject(installed);
  expect(events.map(({ kind }) => kind)).toContain('vetting');
  const [found] = await at.packs.call('list', {});
  expect(found).toMatchObject({ source: at.hub(), trust: 'declared' });
  expect(sentOf(await at.log(), 'model.gguf')).toBe(2.5 * MIB);
});

it.each([[[]], [['other.example']], [['*.example']]])(
  'N14: a hub that sends on to a host beside its list %j is refused by the name of the host',
  async (hosts) => {
    const pack = await hubPack(1);
    at = await plannedBench();
    await at.serve(pack);
    await expect(install(pack, at.hub(hosts))).rejects.toMatchObject({
      code: 'source/redirected',
      details: { to: at.host },
    });
    expect(await at.packs.call('list', {})).toEqual([]);
  },
);

it('N14: a file at an address of its own may be sent on to the listed hosts too', async () => {
  const pack = await hubPack(1);
  at = await plannedBench();
  await at.serve(pack);
  const hub = at.hub();
  const url = `${hub.endpoint}/${hub.repo}/resolve/${hub.revision}/model.gguf`;
  const moved = { ...hub, repo: 'other/name', elsewhere: [{ path: 'model.gguf', url }] };
  const plain = pack.entry.manifest;
  const manifest = { ...plain, shards: plain.shards.filter(({ role }) => role === 'weights') };
  const { packId } = await at.packs.call('plan', { manifest, source: moved });
  const { result } = await follow(at.packs.stream('installPlanned', { packId, acceptedLicence: true }));
  expect(result).toMatchObject(installed);
});

it('N2: three cuts on the way cost less than a chunk each', async () => {
  const pack = await hubPack(8);
  at = await plannedBench({ attempts: 6 });
  // Requests 0 and 2 are those that are sent on; the weights’ first bytes come with number 3.
  await at.serve(pack, [
    weights({ on: [3], ...cut(2.5 * MIB) }),
    weights({ on: [5], ...cut(1.3 * MIB) }),
    weights({ on: [7], ...cut(0.7 * MIB) }),
  ]);
  const { result, events } = await install(pack);
  expect(result).toMatchObject(installed);
  expect(events.filter(({ kind }) => kind === 'waiting').length).toBeGreaterThan(0);
  expect(sentOf(await at.log(), 'model.gguf') - 8 * MIB).toBeLessThanOrEqual(3 * MIB);
});

it('S3: another worker goes on from the record, where the first was ended', async () => {
  const pack = await hubPack(8);
  at = await plannedBench();
  await at.serve(pack, [weights({ holdAt: 4 * MIB })]);
  const { packId } = await at.packs.call('plan', { manifest: pack.entry.manifest, source: at.hub() });
  const stream = at.packs.stream('installPlanned', { packId, acceptedLicence: true });
  const pause = new Promise<void>((resolve) => {
    void follow(stream, (event) => {
      if (event.kind === 'progress' && event.heldBytes > 3 * MIB) resolve();
    }).catch(() => {});
  });
  await pause;
  at.kill();
  await at.letGo();
  const packs = at.another();
  const [unfinished] = await packs.call('unfinished', {});
  expect(unfinished).toMatchObject({ packId, source: at.hub() });
  const { result } = await follow(packs.stream('resume', { packId }));
  expect(result).toMatchObject(installed);
});

it('N7: a login page in place of a file is named, and nothing is kept apart', async () => {
  const pack = await hubPack(1);
  at = await plannedBench();
  await at.serve(pack, [weights({ html: '<!doctype html><title>Log in</title>' })]);
  await expect(install(pack)).rejects.toMatchObject({ code: 'source/web-page' });
  expect(await at.packs.call('rejected', {})).toEqual([]);
});

it('the worker that may only ask its own origin refuses a hub at once, and asks nobody', async () => {
  const pack = await hubPack(1);
  at = await plannedBench({ outside: false });
  await at.serve(pack);
  const outside = { ...at.hub(), endpoint: `http://${at.host}` };
  await expect(install(pack, outside)).rejects.toMatchObject({ code: 'source/unreachable' });
  expect(await at.log()).toEqual([]);
});
