import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HubWish, PlannedPack } from '../../../../src/lib/domain/plan';
import { gitBlobId } from '../../../../src/lib/packs/hub/git-blob';
import type { HubFakeFile } from '../../../fakes/hub-server';
import { openFile } from '../../../../tools/packs/node-source';
import { hubBench, type HubBench } from '../../../fixtures/hub-bench';
import { mlcFolder, type Folder } from '../../../fixtures/mlc-folder';
import { modelPath } from '../../../fixtures/models';

const REPO = 'maker/Smol-MLC';
const LIBRARY = fileURLToPath(new URL('../../../../static/libs/smollm2-135m-gpu.wasm.gz', import.meta.url));
const RAW = 'https://raw.githubusercontent.com/mlc-ai/libs';
const API = 'https://api.github.com/repos/mlc-ai/libs';
const COMMIT = 'c'.repeat(40);

let folder: Folder;
let at: HubBench;
beforeAll(async () => {
  const gguf = await openFile(modelPath('smollm2'));
  folder = await mlcFolder(gguf, new Uint8Array(await readFile(LIBRARY)));
  gguf.close();
}, 60_000);
afterEach(() => at.close());

const json = (value: unknown) => new Response(JSON.stringify(value));
const isShard = (path: string) => path.endsWith('.bin');

/** The folder as a hub has it: large files with a digest, small ones without. Weights are not read: any will do. */
function files(withLibrary: boolean): HubFakeFile[] {
  return [...folder]
    .filter(([path]) => withLibrary || path !== 'model.wasm')
    .map(([path, bytes], index) =>
      isShard(path)
        ? { path, seed: index, bytes: bytes.length, lfs: true }
        : { path, base64: Buffer.from(bytes).toString('base64'), lfs: path === 'model.wasm' },
    );
}

async function plan(wish: Partial<HubWish> = {}): Promise<PlannedPack> {
  const answer = await at.service.planHub(
    { endpoint: at.endpoint, repo: REPO, hosts: [at.files], ...wish },
    { signal: at.signal },
  );
  return answer.kind === 'ready' ? answer.plan : expect.fail('a choice was asked for');
}

/** GitHub as far as it is asked: a branch, a folder's list, the file at its commit. */
async function github(change: (wasm: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> = (wasm) => wasm) {
  const wasm = folder.get('model.wasm')!;
  const sha = await gitBlobId(wasm);
  const listed = [
    { path: 'v1/other.wasm', sha, size: 1 },
    { path: 'v1/smol.wasm', sha, size: wasm.length },
  ];
  const answers: Record<string, () => Response> = {
    [`${API}/commits?sha=main&per_page=1`]: () => json([{ sha: COMMIT }]),
    [`${API}/contents/v1?ref=${COMMIT}`]: () => json(listed),
    [`${RAW}/${COMMIT}/v1/smol.wasm`]: () => new Response(change(wasm.slice())),
  };
  return (url: string) => answers[url]?.();
}

describe('an MLC folder on a hub', { timeout: 60_000 }, () => {
  it('is planned with its compiled library from the same hub, without a byte of weights', async () => {
    at = await hubBench();
    const commits = await at.serve({ [REPO]: { cardData: { license: 'mit' }, files: files(true) } });
    const planned = await plan();
    const { manifest } = planned;
    expect(manifest).toMatchObject({ layout: 'mlc', name: 'Smol-MLC', licence: { spdx: 'MIT' } });
    const roles = manifest.shards.map(({ role }) => role);
    for (const role of ['config', 'index', 'tokenizer', 'library'])
      expect(
        roles.filter((each) => each === role),
        role,
      ).toHaveLength(1);
    expect(roles.filter((role) => role === 'weights').length).toBe([...folder.keys()].filter(isShard).length);
    expect(planned.trust).toBe('declared');
    expect(planned.source).toMatchObject({
      elsewhere: [{ url: `${at.endpoint}/${REPO}/resolve/${commits[REPO]}/model.wasm` }],
    });
    expect(at.log().filter(({ path }) => isShard(path))).toEqual([]);
  });

  it('with a library on GitHub is pinned to its commit, needs a person’s word, and says why', async () => {
    at = await hubBench(await github());
    await at.serve({ [REPO]: { files: files(false) } });
    const planned = await plan({ library: `${RAW}/main/v1/smol.wasm` });
    expect(planned.trust).toBe('first-seen');
    expect(planned.unknown).toContain('foreign-library');
    expect(planned.source).toMatchObject({
      elsewhere: [{ path: 'libs/smol.wasm', url: `${RAW}/${COMMIT}/v1/smol.wasm` }],
    });
    const compiled = planned.manifest.lineage.steps.find(({ kind }) => kind === 'compile');
    expect(compiled).toMatchObject({ version: `mlc-ai/libs @ ${COMMIT}` });
  });

  it('N8: a library with one bit flipped is not the one that GitHub lists', async () => {
    at = await hubBench(await github((wasm) => ((wasm[1000]! ^= 1), wasm)));
    await at.serve({ [REPO]: { files: files(false) } });
    await expect(plan({ library: `${RAW}/main/v1/smol.wasm` })).rejects.toMatchObject({
      code: 'source/digest',
    });
  });

  it('N13: GitHub’s limit for people without an account is told as what it is, and a file it lacks by its name', async () => {
    const answers = await github();
    at = await hubBench((url) =>
      url.startsWith(API) && url.includes('?sha=busy') ? new Response('', { status: 403 }) : answers(url),
    );
    await at.serve({ [REPO]: { files: files(false) } });
    await expect(plan({ library: `${RAW}/busy/v1/smol.wasm` })).rejects.toMatchObject({
      ...{ code: 'source/limited', details: { host: 'api.github.com' } },
    });
    await expect(plan({ library: `${RAW}/main/v1/none.wasm` })).rejects.toMatchObject({
      code: 'source/not-found',
    });
  });

  it('N13: for all models of a folder of libraries GitHub is asked twice in all', async () => {
    const answers = await github();
    const asked: string[] = [];
    at = await hubBench((url) => (url.startsWith(API) && asked.push(url), answers(url)));
    await at.serve({ [REPO]: { files: files(false) }, 'maker/Other': { files: files(false) } });
    await plan({ library: `${RAW}/main/v1/smol.wasm` });
    await plan({ repo: 'maker/Other', library: `${RAW}/main/v1/smol.wasm` });
    expect(asked).toHaveLength(2);
  });

  it('without any library says that it needs one', async () => {
    at = await hubBench();
    await at.serve({ [REPO]: { files: files(false) } });
    await expect(plan()).rejects.toMatchObject({ code: 'mlc/invalid', details: { problem: 'no-library' } });
  });

  it('what our catalogue knows of it goes before what the hub says', async () => {
    at = await hubBench();
    await at.serve({ [REPO]: { cardData: { license: 'mit' }, files: files(true) } });
    const about = { name: 'Known', requires: { shaderF16: true }, memoryBytes: 7, contextTokens: 1024 };
    const { manifest } = await plan({ about });
    expect(manifest).toMatchObject({ name: 'Known', requires: { shaderF16: true }, memoryBytes: 7 });
    expect(manifest.model.contextTokens).toBe(1024);
  });
});
