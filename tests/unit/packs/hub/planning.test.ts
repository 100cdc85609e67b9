import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { baseModels } from '../../../../src/lib/catalogue/bases';
import { isStandIn } from '../../../../src/lib/domain/licence-texts';
import type { HubAnswer, HubWish, PlannedPack } from '../../../../src/lib/domain/plan';
import { packIdOf } from '../../../../src/lib/packs/form/canonical';
import { checkManifest } from '../../../../src/lib/packs/form/manifest';
import { writeReceipt } from '../../../../src/lib/packs/keep/receipt';
import { hubBench, type HubBench } from '../../../fixtures/hub-bench';
import { modelDigest, modelPath } from '../../../fixtures/models';
import { tinyLlama } from '../../../fixtures/gguf/tiny-models';
import { writeGguf } from '../../../fixtures/gguf/write-gguf';

const MIB = 1024 * 1024;
const REPO = 'maker/model-GGUF';
const tiny = Buffer.from(writeGguf(tinyLlama())).toString('base64');
const weights = { path: 'Tiny.Q4_1.gguf', base64: tiny, lfs: true };
const cardData = { license: 'apache-2.0', language: ['en', 'fr'], base_model: 'maker/model' };

let at: HubBench;
beforeEach(async () => (at = await hubBench()));
afterEach(() => at.close());

const ask = (wish: Partial<HubWish> = {}): Promise<HubAnswer> =>
  at.service.planHub(
    { endpoint: at.endpoint, repo: REPO, hosts: [at.files], ...wish },
    { signal: at.signal },
  );

async function plan(wish: Partial<HubWish> = {}): Promise<PlannedPack> {
  const answer = await ask(wish);
  return answer.kind === 'ready' ? answer.plan : expect.fail('a choice was asked for');
}

describe('a GGUF on a hub', { timeout: 30_000 }, () => {
  it('is planned from its header alone, under the digest that the hub publishes, at a commit', async () => {
    const commits = await at.serve({
      [REPO]: { cardData, files: [{ path: 'smol.gguf', file: modelPath('smollm2'), lfs: true }] },
    });
    const planned = await plan();
    const [file] = planned.manifest.shards;
    expect(file).toMatchObject({ path: 'smol.gguf', role: 'weights', sha256: modelDigest('smollm2') });
    expect(planned).toMatchObject({
      trust: 'declared',
      source: { kind: 'hub', repo: REPO, revision: commits[REPO], hosts: [at.files] },
      manifest: { name: 'smol', languages: ['en', 'fr'], licence: { spdx: 'Apache-2.0' } },
    });
    const sent = at.log().reduce((sum, each) => sum + each.sent, 0);
    expect(sent, 'bytes of a file of 98 MB').toBeLessThan(8 * MIB);
    expect(at.log().filter(({ host, range }) => host === 'files' && range === null)).toEqual([]);
  });

  it('comes with the shipped libraries that it fits, which are named', async () => {
    await at.serve({ [REPO]: { files: [{ path: 'smol.gguf', file: modelPath('smollm2'), lfs: true }] } });
    const planned = await plan();
    expect(
      planned.fits
        .filter(({ fits }) => fits)
        .map(({ target }) => target)
        .sort(),
    ).toEqual(['gpu', 'software']);
    expect(planned.manifest.shards.filter(({ role }) => role === 'library')).toHaveLength(2);
  });

  it('of another shape is planned too, and says what differs', async () => {
    await at.serve({ [REPO]: { files: [weights] } });
    const planned = await plan();
    expect(planned.manifest.shards.map(({ role }) => role)).toEqual(['weights', 'licence']);
    expect(planned.fits.length).toBeGreaterThan(0);
    for (const { fits, differing } of planned.fits) {
      expect(fits).toBe(false);
      expect(differing.length).toBeGreaterThan(0);
    }
  });

  it('brings its licence along, checked by its git id and pinned by its SHA-256', async () => {
    await at.serve({ [REPO]: { cardData, files: [weights, { path: 'LICENSE', text: 'Apache, in full.' }] } });
    const planned = await plan();
    const licence = planned.manifest.shards.find(({ role }) => role === 'licence')!;
    expect(licence).toMatchObject({ path: 'LICENSE', bytes: 16 });
    expect(
      await at.service.plannedText({ packId: planned.packId, path: 'LICENSE' }, { signal: at.signal }),
    ).toBe('Apache, in full.');
    expect(planned.unknown).not.toContain('licence');
    expect(planned.unknown).toContain('digest-from-same-host');
    expect(planned.manifest.lineage.upstream.name).toBe('maker/model');
  });

  it('gets the standard text of the licence that it names and does not ship, known by its digest before it is fetched', async () => {
    await at.serve({ [REPO]: { cardData, files: [weights, { path: 'NOTICE', text: 'By maker.' }] } });
    const planned = await plan();
    const papers = planned.manifest.shards.filter(({ role }) => role === 'licence');
    expect(papers.map(({ path }) => path)).toEqual(['NOTICE', 'licence/Apache-2.0.txt']);
    expect(isStandIn(papers[1]!)).toBe(true);
    expect(at.log().some(({ path }) => path.includes('Apache-2.0.txt'))).toBe(false);
  });

  it('that is here since before such texts were planned is the pack that is here', async () => {
    await at.serve({ [REPO]: { cardData, files: [weights] } });
    const planned = await plan();
    const before = planned.manifest.shards.filter((shard) => !isStandIn(shard));
    const manifest = checkManifest({ ...planned.manifest, shards: before });
    const packId = await packIdOf(manifest);
    const [file] = before;
    const chunks = new Map([[file!.sha256, [file!.sha256]]]);
    const checks = [{ path: file!.path, sha256: file!.sha256, verdict: 'match' as const }];
    const verification = { packId, checkedAt: '', checks, verdict: 'verified' as const };
    await writeReceipt(at.store, {
      ...{ packId, manifest, trust: 'declared', source: planned.source, installedAt: '' },
      ...{ verification, chunks },
    });
    expect((await plan()).packId).toBe(packId);
    await at.store.removeRecord('packs', packId);
    expect((await plan()).packId).toBe(planned.packId);
  });

  it('without a licence must be accepted as such, and says so', async () => {
    const untitled = {
      ...tinyLlama(),
      metadata: tinyLlama().metadata.filter(([key]) => key !== 'general.license'),
    };
    const base64 = Buffer.from(writeGguf(untitled)).toString('base64');
    await at.serve({ [REPO]: { files: [{ ...weights, base64 }] } });
    const planned = await plan();
    expect(planned.manifest.licence).toMatchObject({ spdx: 'LicenseRef-unknown', mustAccept: true });
    expect(planned.unknown).toContain('licence');
  });

  it('is chosen by a person where there are several, and the choice stays at its commit', async () => {
    const commits = await at.serve({ [REPO]: { files: [weights, { ...weights, path: 'other.gguf' }] } });
    const answer = await ask();
    expect(answer).toMatchObject({ kind: 'choose', repo: REPO, revision: commits[REPO] });
    await at.serve({ [REPO]: { files: [{ path: 'new.gguf', text: 'another', lfs: true }] } });
    const planned = await plan({ revision: commits[REPO]!, file: 'other.gguf' });
    expect(planned.source).toMatchObject({ revision: commits[REPO] });
  });
});

describe('what was made from a model of our list', () => {
  const QWEN = 'Qwen/Qwen2.5-3B-Instruct';
  const unlicensed = () => {
    const { metadata, ...rest } = tinyLlama();
    const file = { ...rest, metadata: metadata.filter(([key]) => key !== 'general.license') };
    return { ...weights, base64: Buffer.from(writeGguf(file)).toString('base64') };
  };
  const made = async (card: object) => {
    await at.serve({ [REPO]: { cardData: card, files: [unlicensed()] } });
    return plan({ bases: baseModels() });
  };

  it('takes its openness and, where none is named, its terms, says so of both, and asks for them to be seen', async () => {
    const { manifest, unknown } = await made({ base_model: QWEN.toLowerCase() });
    expect(manifest.openness).toMatchObject({ class: 'restricted', trainingData: false });
    expect(manifest.openness.evidence).toContain(`As its base model's (${QWEN})`);
    expect(manifest.openness.components?.length).toBeGreaterThan(3);
    expect(manifest.licence).toMatchObject({ spdx: 'LicenseRef-Qwen-Research', mustAccept: true });
    expect(manifest.licence.attribution).toContain('no licence is named for these files');
    expect(unknown).toEqual(expect.arrayContaining(['licence', 'who-made-it', 'training-data']));
  });

  it('keeps the licence that it names itself', async () => {
    const { manifest } = await made({ base_model: [QWEN], license: 'mit' });
    expect(manifest.licence.spdx).toBe('MIT');
    expect(manifest.openness.class).toBe('restricted');
  });

  it.each([
    { base_model: QWEN, base_model_relation: 'finetune' },
    { base_model: [QWEN, 'Qwen/Qwen3-4B'] },
    { base_model: 'somebody/else' },
    {},
  ])('is told nothing of it where it is another model: %o', async (card) => {
    const { manifest } = await made(card);
    expect(manifest.openness.evidence).toBe('Not assessed: added by a person.');
    expect(manifest.licence.spdx).toBe('LicenseRef-unknown');
  });
});

describe('what stands against a plan', () => {
  const faulty = async (fault: object, wish: Partial<HubWish> = {}) => {
    await at.serve({ [REPO]: { files: [weights, { path: 'LICENSE', text: 'words' }] } }, [
      { path: `api/models/${REPO}`, ...fault },
    ]);
    return ask(wish);
  };

  it.each([
    [403, 'source/needs-account'],
    [401, 'source/needs-account'],
    [404, 'source/not-found'],
    [410, 'source/not-found'],
    [500, 'source/http-status'],
  ])('N13: a hub that answers %i is named as %s', async (status, code) => {
    await expect(faulty({ status })).rejects.toMatchObject({ code });
  });

  it('N13: a hub that is busy is asked again, and its Retry-After is told where it is long', async () => {
    expect(await faulty({ status: 503, on: [0, 1] })).toMatchObject({ kind: 'ready' });
    await expect(faulty({ status: 503, retryAfter: '300' })).rejects.toMatchObject({
      code: 'source/http-status',
      details: { status: 503, retryAfterMs: 300_000 },
    });
  });

  it('N13: a hub that has enough of us is named, with what to do about it', async () => {
    await expect(faulty({ status: 429, retryAfter: '300' })).rejects.toMatchObject({
      code: 'source/limited',
      details: { host: new URL(at.endpoint).host, retryAfterMs: 300_000 },
    });
  });

  it('a hub that will not say whether a model is private or absent: there is none under that name', async () => {
    await at.serve({ [REPO]: { files: [weights] } });
    await expect(ask({ repo: 'maker/modle' })).rejects.toMatchObject({ code: 'source/not-found' });
    await expect(ask({ revision: 'no-such' })).rejects.toMatchObject({ code: 'source/not-found' });
    await expect(ask({ repo: '../../etc' })).rejects.toMatchObject({ code: 'source/not-found' });
  });

  it('a model behind a login is not begun with', async () => {
    await at.serve({ [REPO]: { gated: true, files: [weights] } });
    await expect(ask()).rejects.toMatchObject({ code: 'source/needs-account' });
  });

  it('an answer about another commit than the one asked for', async () => {
    const commits = await at.serve({ [REPO]: { files: [weights] } });
    const body = JSON.stringify({ id: REPO, sha: 'f'.repeat(40), siblings: [] });
    await expect(faulty({ body }, { revision: commits[REPO]! })).rejects.toMatchObject({
      code: 'source/hub-answer',
    });
  });

  it('a login page of the network in place of the answer', async () => {
    await expect(faulty({ body: '<!doctype html><title>Log in' })).rejects.toMatchObject({
      code: 'source/web-page',
    });
  });

  it('N8: a small file that is not the one of its git id', async () => {
    await at.serve({ [REPO]: { files: [weights, { path: 'LICENSE', text: 'words' }] } }, [
      { path: 'LICENSE', flip: true },
    ]);
    await expect(ask()).rejects.toMatchObject({ code: 'source/digest', details: { file: 'LICENSE' } });
  });

  it('N14: a hub that sends requests on to a host that is not listed', async () => {
    await at.serve({ [REPO]: { files: [weights] } });
    await expect(ask({ hosts: [] })).rejects.toMatchObject({ code: 'source/redirected' });
    await expect(ask({ hosts: ['*.example.org'] })).rejects.toMatchObject({ code: 'source/redirected' });
  });

  it('N1: a header whose line is cut is asked for again', async () => {
    await at.serve({ [REPO]: { files: [weights] } }, [{ path: weights.path, on: [0, 2], cutAt: 100 }]);
    expect(await ask()).toMatchObject({ kind: 'ready' });
  });

  it('a file that is no GGUF, whatever its name', async () => {
    await at.serve({ [REPO]: { files: [{ path: 'm.gguf', text: 'PK\u0003\u0004 a zip', lfs: true }] } });
    await expect(ask()).rejects.toMatchObject({ code: 'gguf/not-gguf' });
  });
});
