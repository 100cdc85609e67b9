import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InstallEvent, InstallResult } from '../../../../src/lib/domain/install';
import type { HubWish, PlannedPack } from '../../../../src/lib/domain/plan';
import { packIdOf } from '../../../../src/lib/packs/form/canonical';
import type { PacksService } from '../../../../src/lib/packs/service';
import { connect, type Connection } from '../../../../src/lib/wire/connect';
import type { Port } from '../../../../src/lib/wire/protocol';
import type { HubFault, HubFakeRepo, HubLogged } from '../../../fakes/hub-server';
import { tinyLlama } from '../../../fixtures/gguf/tiny-models';
import { writeGguf } from '../../../fixtures/gguf/write-gguf';

const REPO = 'maker/model';
const base64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const tiny = writeGguf(tinyLlama());
const weights = { path: 'tiny.gguf', base64: base64(tiny), lfs: true };
const licence = { path: 'LICENSE', text: 'Apache License, as it is written.' };
const cardData = { license: 'apache-2.0' };

let count = 0;
let at: { url: string; files: string };
let session: string;
let packs: Connection<PacksService>;
let worker: Worker;

beforeEach(async () => {
  at = (await (await fetch('/hub-fake')).json()) as typeof at;
  session = `b${Date.now().toString(36)}${count++}`;
  worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: `test-hub-${session}`,
  });
  packs = connect<PacksService>(worker as Port);
});
afterEach(() => worker.terminate());

const host = () => new URL(at.files).host;
async function serve(repo: HubFakeRepo, faults: HubFault[] = []): Promise<string> {
  const body = JSON.stringify({ repos: { [REPO]: repo }, faults });
  const answer = await fetch(`${at.url}/${session}`, { method: 'POST', body });
  return ((await answer.json()) as Record<string, string>)[REPO]!;
}
const log = async () => (await (await fetch(`${at.url}/${session}/log`)).json()) as HubLogged[];

async function plan(wish: Partial<HubWish> = {}): Promise<PlannedPack> {
  const whole = { endpoint: `${at.url}/${session}`, repo: REPO, hosts: [host()], ...wish };
  const answer = await packs.call('planHub', whole);
  return answer.kind === 'ready' ? answer.plan : expect.fail('a choice was asked for');
}

async function install({ packId }: PlannedPack): Promise<{ result: InstallResult; events: InstallEvent[] }> {
  const events: InstallEvent[] = [];
  const stream = packs.stream('installPlanned', { packId, acceptedLicence: true });
  for (;;) {
    const step = await stream.next();
    if (step.done) return { result: step.value, events };
    events.push(step.value);
  }
}

describe('the text of a licence that the publisher names and does not ship', () => {
  const MIT = 'licence/MIT.txt';

  it('is shown before anything is fetched, comes with the pack, and is read from it', async () => {
    await serve({ cardData: { license: 'mit' }, files: [weights] });
    const planned = await plan();
    expect(await packs.call('plannedText', { packId: planned.packId, path: MIT })).toMatch(/^MIT License\n/);
    expect((await install(planned)).result).toMatchObject({ kind: 'installed' });
    expect((await log()).some(({ path }) => path.includes('MIT.txt'))).toBe(false);
    const baseUrl = '/nowhere';
    const words = await packs.call('licenceText', { entry: planned, baseUrl, path: MIT });
    expect(words).toMatch(/^MIT License\n/);
  });

  it('is the app’s own for a pack that was planned without it, and none for another path', async () => {
    await serve({ cardData: { license: 'mit' }, files: [weights] });
    const { manifest: planned } = await plan();
    const manifest = { ...planned, shards: planned.shards.filter(({ role }) => role !== 'licence') };
    const entry = { packId: await packIdOf(manifest), manifest };
    const asked = { entry, baseUrl: '/nowhere' };
    expect(await packs.call('licenceText', { ...asked, path: MIT })).toMatch(/^MIT License\n/);
    await expect(packs.call('licenceText', { ...asked, path: 'licence/ISC.txt' })).rejects.toMatchObject({
      code: 'pack/missing',
    });
  });
});

describe('a model from a hub', () => {
  it('is found behind a thousand other files: a page may read where the list goes on', async () => {
    const notes = Array.from({ length: 1000 }, (_, n) => ({ path: `notes/${n}.txt`, text: 'a note' }));
    await serve({ cardData, files: [...notes, weights] });
    expect((await plan()).manifest.name).toBe('tiny');
  });

  it('is planned, fetched at its commit through a redirect to another host, vetted and installed', async () => {
    const commit = await serve({ cardData, files: [weights, licence] });
    const planned = await plan();
    expect(planned).toMatchObject({ trust: 'declared', totalBytes: tiny.length + licence.text.length });
    const { result } = await install(planned);
    expect(result).toMatchObject({ kind: 'installed', verification: { verdict: 'verified' } });
    const [pack] = await packs.call('list', {});
    expect(pack).toMatchObject({
      packId: planned.packId,
      trust: 'declared',
      source: { kind: 'hub', repo: REPO, revision: commit },
    });
    expect(pack?.vetting?.checks.map(({ what }) => what)).toContain('structure');
    const paths = (await log()).map(({ path }) => path);
    expect(paths.filter((path) => path.includes('/resolve/')).every((path) => path.includes(commit))).toBe(
      true,
    );
    expect(
      paths.some((path) => path.includes('/resolve/main/')),
      'no branch is ever fetched from',
    ).toBe(false);
  });

  it('N8: bytes that are not of the published digest are kept out, and apart with the reason', async () => {
    await serve({ cardData, files: [weights, licence] }, [
      // Beyond the header that a plan reads: so it is seen by the digest, and by nothing else.
      { path: 'tiny.gguf', flipAt: tiny.length - 1 },
    ]);
    const planned = await plan();
    await expect(install(planned)).rejects.toMatchObject({ code: 'source/digest' });
    expect(await packs.call('list', {})).toEqual([]);
    expect(await packs.call('rejected', {})).toMatchObject([
      { path: 'tiny.gguf', reason: 'digest', from: new URL(at.url).host },
    ]);
  });

  it('N12: a file published again between plan and download is not taken, and the newer one is an offer', async () => {
    const before = await serve({ cardData, files: [weights, licence] });
    const planned = await plan();
    const again = { ...weights, base64: base64(writeGguf(tinyLlama('Q8_0'))) };
    const after = await serve({ cardData, files: [again, licence] });
    expect((await install(planned)).result).toMatchObject({ kind: 'installed' });
    const [pack] = await packs.call('list', {});
    expect(pack?.source).toMatchObject({ revision: before });
    const update = await packs.call('checkHub', { packId: planned.packId });
    expect(update).toMatchObject({
      ...{ kind: 'changed', from: before, to: after, licence: null },
      files: [{ path: 'tiny.gguf', change: 'changed' }],
    });
    expect(await packs.call('list', {}), 'nothing is installed by itself').toHaveLength(1);
    if (update.kind === 'current') return expect.fail('no offer');
    expect((await install(await plan(update.wish))).result).toMatchObject({ kind: 'installed' });
    expect(await packs.call('list', {})).toHaveLength(2);
  });

  it('N13: a busy hub is waited for while a file is fetched, as long as it asks', async () => {
    await serve({ cardData, files: [weights, licence] });
    const planned = await plan();
    await serve({ cardData, files: [weights, licence] }, [
      { path: 'resolve/', on: [0], status: 503, retryAfter: '1' },
    ]);
    const { result, events } = await install(planned);
    expect(result).toMatchObject({ kind: 'installed' });
    const waits = events.flatMap((event) => (event.kind === 'waiting' ? [event.retryInMs] : []));
    expect(waits).toEqual([1000]);
  });

  it.each([404, 403])(
    'N13: a file that the hub refuses with %i at last ends the download, which can go on',
    async (status) => {
      await serve({ cardData, files: [weights, licence] });
      const planned = await plan();
      await serve({ cardData, files: [weights, licence] }, [{ path: 'tiny.gguf', status }]);
      await expect(install(planned)).rejects.toMatchObject({
        code: 'source/http-status',
        details: { status },
      });
      await serve({ cardData, files: [weights, licence] });
      expect((await install(planned)).result).toMatchObject({ kind: 'installed' });
    },
  );

  it('N14: a redirect to a host that is not listed is refused before a header is read', async () => {
    await serve({ cardData, files: [weights, licence] });
    await expect(plan({ hosts: ['*.example.org'] })).rejects.toMatchObject({ code: 'source/redirected' });
    expect((await log()).filter(({ host: from, sent }) => from === 'files' && sent > tiny.length)).toEqual(
      [],
    );
  });
});

describe('a mirror', () => {
  it('that answers with a web page is no mirror', async () => {
    const baseUrl = `${location.origin}/no-such-mirror`;
    await expect(packs.call('mirror', { baseUrl })).rejects.toMatchObject({
      code: expect.stringMatching(/^(source|pack)\//) as string,
    });
  });
});
