import { expect, it, onTestFinished } from 'vitest';
import { packsClient } from '../../../src/lib/state/packsClient';
import { openBytes } from '../../../src/lib/packs/store/read';
import { verified } from '../../../src/lib/packs/store/verified';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { follow, plannedBench } from './planned-bench';

// `.invalid` never resolves (RFC 6761); this origin speaks no TLS.
const noName = 'https://hub.invalid';
const noTls = location.origin.replace(/^http:/, 'https:');

it.each([
  ['a name that does not resolve', noName],
  ['a host whose TLS fails', noTls],
])(
  'N17: %s is told by its host by the worker that asks other hosts',
  async (_, endpoint) => {
    const sources = packsClient('sources')();
    onTestFinished(() => sources.close(new Error('the test is over')));
    const wish = { endpoint, repo: 'maker/model', hosts: [] };
    await expect(sources.call('planHub', wish)).rejects.toMatchObject({
      code: 'source/unreachable',
      details: { host: new URL(endpoint).host },
    });
  },
  120_000,
);

it('N17: a download whose host fails TLS is told after its attempts, and what is installed works', async () => {
  const at = await plannedBench({ attempts: 2 });
  onTestFinished(() => at.kill());
  const [here, elsewhere] = [await smallPack({ mib: 1 }), await smallPack({ mib: 1, seed: 9 })];
  await at.serve(here);
  const install = async ({ entry }: SmallPack, source = at.hub()) => {
    const { packId } = await at.packs.call('plan', { manifest: entry.manifest, source });
    return follow(at.packs.stream('installPlanned', { packId, acceptedLicence: true }));
  };
  await install(here);
  await expect(install(elsewhere, { ...at.hub(), endpoint: noTls })).rejects.toMatchObject({
    code: 'source/unreachable',
    details: { host: new URL(noTls).host },
  });
  const files = await at.packs.call('files', { packId: here.entry.packId });
  const { file } = files.find(({ role }) => role === 'weights')!;
  const source = verified(await openBytes(file.ref), file.chunks);
  expect((await source.read(0, source.size)).length).toBe(here.weights.bytes);
  source.close();
});
