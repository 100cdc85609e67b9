import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Digest } from '../../../../src/lib/domain/digest';
import { isStandIn } from '../../../../src/lib/domain/licence-texts';
import type { InstalledPack } from '../../../../src/lib/domain/pack';
import type { HubUpdate, HubWish } from '../../../../src/lib/domain/plan';
import { checkForUpdate } from '../../../../src/lib/packs/hub/update';
import { network } from '../../../../src/lib/packs/line/network';
import { tinyLlama } from '../../../fixtures/gguf/tiny-models';
import { writeGguf } from '../../../fixtures/gguf/write-gguf';
import { hubBench, type HubBench } from '../../../fixtures/hub-bench';

const REPO = 'maker/model';
const base64 = Buffer.from(writeGguf(tinyLlama())).toString('base64');
const weights = { path: 'm.gguf', base64, lfs: true };
const licence = { path: 'LICENSE', text: 'first words' };
const cardData = { license: 'apache-2.0' };

let at: HubBench;
let pack: Pick<InstalledPack, 'packId' | 'manifest' | 'source'>;
let commit: string;

/** Installed as far as a check looks: small files are on this device. */
beforeEach(async () => {
  at = await hubBench();
  commit = (await at.serve({ [REPO]: { cardData, files: [weights, licence] } }))[REPO]!;
  const wish: HubWish = { endpoint: at.endpoint, repo: REPO, hosts: [at.files] };
  const answer = await at.service.planHub(wish, { signal: at.signal });
  if (answer.kind !== 'ready') return expect.fail('a choice was asked for');
  pack = answer.plan;
  const { sha256 } = pack.manifest.shards.find(({ role }) => role === 'licence')!;
  await keep(sha256, licence.text);
});
afterEach(() => at.close());

async function keep(sha256: Digest, text: string): Promise<void> {
  const file = await at.store.open('parts', sha256);
  await file.write(0, new TextEncoder().encode(text));
  file.close();
  await at.store.promote(sha256);
}

const check = (): Promise<HubUpdate> => checkForUpdate(at.store, pack, network(), at.signal);

it('the commit that is installed is the newest', async () => {
  expect(await check()).toEqual({ kind: 'current', commit });
});

it('N12: a changed upstream is an offer that names what differs, at what cost, and at which commits', async () => {
  const other = { ...tinyLlama('Q8_0') };
  const changed = { ...weights, base64: Buffer.from(writeGguf(other)).toString('base64') };
  const note = 'Better \u202erounding';
  const repo = { cardData: { license: 'gemma' }, files: [changed, licence], note };
  const to = (await at.serve({ [REPO]: repo }))[REPO]!;
  const before = at.log().length;
  const update = await check();
  expect(update).toMatchObject({
    kind: 'changed',
    ...{ from: commit, to },
    files: [{ path: 'm.gguf', change: 'changed', bytes: writeGguf(other).length }],
    bytes: writeGguf(other).length,
    notes: [{ title: 'Better \uFFFDrounding', date: '2026-01-20T00:00:00.000Z' }],
    licence: { from: 'Apache-2.0', to: 'LicenseRef-Gemma-Terms' },
    wish: { repo: REPO, revision: to, file: 'm.gguf' },
  });
  const asked = at.log().slice(before);
  expect(asked.map(({ path }) => path.split('/').slice(0, 5).join('/'))).toEqual([
    `api/models/${REPO}/revision`,
    `api/models/${REPO}/commits`,
  ]);
});

it('a licence that was noted as its publisher writes it is the same one under its SPDX name', async () => {
  const gpl = { ...pack.manifest.licence, spdx: 'gpl-3.0' };
  pack = { ...pack, manifest: { ...pack.manifest, licence: gpl } };
  await at.serve({ [REPO]: { cardData: { license: 'gpl-3.0' }, files: [weights] } });
  expect(await check()).toMatchObject({ licence: null });
  await at.serve({ [REPO]: { cardData: { license: 'agpl-3.0' }, files: [weights] } });
  expect(await check()).toMatchObject({ licence: { from: 'gpl-3.0', to: 'AGPL-3.0-only' } });
});

it('a text that stands in for the licence is ours: no change of the repository', async () => {
  const wish: HubWish = { endpoint: at.endpoint, repo: REPO, hosts: [at.files] };
  await at.serve({ [REPO]: { cardData, files: [weights] } });
  const answer = await at.service.planHub(wish, { signal: at.signal });
  if (answer.kind !== 'ready') return expect.fail('a choice was asked for');
  pack = answer.plan;
  expect(pack.manifest.shards.some(isStandIn)).toBe(true);
  await at.serve({ [REPO]: { cardData, files: [weights, { path: 'README.md', text: 'more' }] } });
  expect(await check()).toMatchObject({ kind: 'same-files', files: [] });
});

it('a change of a small file is seen by its git id, taken of what is on this device', async () => {
  await at.serve({ [REPO]: { cardData, files: [weights, { ...licence, text: 'other words' }] } });
  expect(await check()).toMatchObject({
    kind: 'changed',
    files: [{ path: 'LICENSE', change: 'changed', bytes: 11 }],
    licence: null,
  });
});

it('a commit that changes other files only is told as such', async () => {
  await at.serve({ [REPO]: { cardData, files: [weights, licence, { path: 'README.md', text: 'new' }] } });
  expect(await check()).toMatchObject({ kind: 'same-files', files: [], bytes: 0 });
});

it('a file that is gone is named as removed', async () => {
  await at.serve({ [REPO]: { cardData, files: [{ ...weights, path: 'renamed.gguf' }, licence] } });
  const update = await check();
  expect(update).toMatchObject({ files: [{ path: 'm.gguf', change: 'removed', bytes: 0 }] });
  if (update.kind === 'current') return expect.fail('no offer');
  expect(update.wish, 'it would not be found').not.toHaveProperty('file');
  const answer = await at.service.planHub(update.wish, { signal: at.signal });
  expect(answer).toMatchObject({ kind: 'ready', plan: { manifest: { name: 'renamed' } } });
});

it('a library in the repository is compared with what is there; one at another address stays the one that it is', async () => {
  const wasm = { path: 'model.wasm', text: 'compiled', lfs: true };
  const first = (await at.serve({ [REPO]: { cardData, files: [weights, wasm] } }))[REPO]!;
  const { manifest, source } = pack;
  if (source.kind !== 'hub') return expect.fail(source.kind);
  const library = { path: 'libs/model.wasm', role: 'library', bytes: 8 } as const;
  const sha256 = createHash('sha256').update('compiled').digest('hex') as Digest;
  const elsewhere = (url: string) => {
    const shards = [...manifest.shards.filter(({ role }) => role === 'weights'), { ...library, sha256 }];
    return {
      ...{ packId: pack.packId, manifest: { ...manifest, layout: 'mlc' as const, shards } },
      source: { ...source, revision: first, elsewhere: [{ path: library.path, url }] },
    };
  };
  pack = elsewhere(`${at.endpoint}/${REPO}/resolve/${first}/model.wasm`);
  await at.serve({ [REPO]: { cardData, files: [weights, { ...wasm, text: 'compiled again' }] } });
  const update = await check();
  expect(update).toMatchObject({ files: [{ path: 'libs/model.wasm', change: 'changed', bytes: 14 }] });
  expect(update).not.toHaveProperty('wish.library');
  pack = elsewhere('https://raw.example/libs/commit/model.wasm');
  expect(await check()).toMatchObject({
    ...{ kind: 'same-files', wish: { library: 'https://raw.example/libs/commit/model.wasm' } },
  });
});

it('a pack that did not come from a hub has none to ask', async () => {
  pack = { ...pack, source: { kind: 'site', baseUrl: 'http://site' } };
  await expect(check()).rejects.toMatchObject({ code: 'source/gone' });
});

it('a hub that does not tell what was written still has its offer', async () => {
  const repos = { [REPO]: { cardData, files: [weights, { ...licence, text: 'other words' }] } };
  for (const fault of [{ status: 404 }, { body: '<!doctype html>' }, { body: '[{"id":"main"}]' }]) {
    await at.serve(repos, [{ path: '/commits/', ...fault }]);
    expect(await check()).toMatchObject({ kind: 'changed', notes: [] });
  }
});
