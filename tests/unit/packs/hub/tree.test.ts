import { afterEach, beforeEach, expect, it } from 'vitest';
import { askHub } from '../../../../src/lib/packs/hub/ask';
import { type Fetch, network } from '../../../../src/lib/packs/line/network';
import { hubBench, type HubBench } from '../../../fixtures/hub-bench';
import type { HubFault } from '../../../fakes/hub-server';

const REPO = 'maker/many';
const many = Array.from({ length: 2300 }, (_, n) => ({ path: `shots/${n}.txt`, text: 'a note' }));
const weights = { path: 'z.gguf', seed: 1, bytes: 100, lfs: true };

let at: HubBench;
beforeEach(async () => (at = await hubBench()));
afterEach(() => at.close());

async function ask(files: typeof many, faults: HubFault[] = []) {
  await at.serve({ [REPO]: { files: [...files, weights] } }, faults);
  return askHub({ endpoint: at.endpoint, hosts: [] }, REPO, undefined, network(), at.signal);
}
const pages = () => at.log().filter(({ path }) => path.includes('/tree/')).length;

it('a repository of many files is read page by page, to the last file', async () => {
  const { files } = await ask(many);
  expect(files).toHaveLength(2301);
  expect(files.at(-1)).toMatchObject({
    path: 'z.gguf',
    bytes: 100,
    lfs: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(pages()).toBe(3);
});

it('a short one costs one question', async () => {
  expect((await ask(many.slice(0, 20))).files).toHaveLength(21);
  expect(pages()).toBe(0);
});

it('a list that stays cut, since the next page is not told, is refused as such, never taken for the whole', async () => {
  await expect(ask(many, [{ path: '/tree/', noLink: true }])).rejects.toMatchObject({
    code: 'source/hub-answer',
    details: { what: expect.stringContaining('cut after 999 files') },
  });
});

it.each([
  ['that has fewer files than the short one', '[]', 'cut after 0 files'],
  ['that is none', '{}', 'tree'],
  ['of strange files', JSON.stringify([{ ...entry('a'), oid: 'x' }]), 'blobId'],
])('a list %s is refused', async (_, body, what) => {
  await expect(ask(many, [{ path: '/tree/', body, noLink: true }])).rejects.toMatchObject({
    code: 'source/hub-answer',
    details: { what: expect.stringContaining(what) },
  });
});

it('a hub that goes on for ever is not followed', async () => {
  await at.serve({ [REPO]: { files: [...many, weights] } });
  let pages = 0;
  const fetchAll: Fetch = async (url, init) => {
    if (!url.includes('/tree/')) return fetch(url, init);
    const headers = { Link: `<https://elsewhere.example/?cursor=${pages++}>; rel="next"` };
    return new Response(JSON.stringify([entry(`${pages}.txt`)]), { headers });
  };
  const hub = { endpoint: at.endpoint, hosts: [] };
  await expect(
    askHub(hub, REPO, undefined, { ...network(), fetch: fetchAll }, at.signal),
  ).rejects.toMatchObject({ code: 'source/hub-answer' });
  expect(pages).toBe(41);
});

function entry(path: string) {
  return { type: 'file', oid: '0'.repeat(40), size: 1, path };
}
