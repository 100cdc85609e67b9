import * as webllm from '@mlc-ai/web-llm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { artifactBase, artifactCaches, type ArtifactTable } from '../../../src/lib/engine/artifacts';
import { appError } from '../../../src/lib/domain/errors';
import { DeviceWatch } from '../../../src/lib/engine/device-watch';
import { generateWith, makeModel } from '../../../src/lib/engine/gpu-generation';
import { KvPrefix } from '../../../src/lib/engine/kv-prefix';
import { Watchdog } from '../../../src/lib/engine/watchdog';
import {
  PIPELINE_METHODS,
  pipelineOf,
  type Pipeline,
  type Tensor,
} from '../../../src/lib/engine/webllm-private';
import type { GpuArtifacts } from '../../../src/lib/engine/webllm';
import { gpuArtifacts } from '../../../src/lib/workers/gpu-artifacts';
import { neutraliser } from '../../../src/lib/tasks/neutralise';
import { asked, CAPITAL, collect, NEVER, prompt, quietly, requestFor, type ModelName } from './support';

/**
 * What we rely on in web-llm 0.2.86 and its docs do not promise. Here the package runs in the page, over our view of a
 * pack, so that the tests can look into it; the engine's own tests run it in its worker.
 */
const realCaches = globalThis.caches;
afterEach(() => install(realCaches));

function install(value: unknown): void {
  Object.defineProperty(globalThis, 'caches', { configurable: true, value });
}

async function packOf(name: ModelName): Promise<{ pack: GpuArtifacts; controlTokens: string[] }> {
  const request = await requestFor(name, 'gpu');
  // Pages have no synchronous file handles; a Blob reads the same.
  const blobs = await Promise.all(
    [request.weights, request.library!].map(async (file) => ({
      ...file,
      ref: await (file.ref as FileSystemFileHandle).getFile(),
    })),
  );
  const pack = await gpuArtifacts({ ...request, weights: blobs[0]!, library: blobs[1]! }, quietly);
  return { pack, controlTokens: request.manifest.model.controlTokens };
}

/** Loads through the view; `log` gets every use of it. */
async function load(
  pack: GpuArtifacts,
  log: string[] = [],
  atRead: (name: string, engine: webllm.MLCEngine) => void = () => {},
): Promise<{ engine: webllm.MLCEngine; outcome: unknown }> {
  const base = artifactBase(pack.packId);
  const view = artifactCaches(base, pack.table, (name) => atRead(name, engine));
  install({
    ...view,
    open: async (scope: string) => {
      log.push(`open ${scope}`);
      const cache = await view.open(scope);
      return {
        ...cache,
        match: (request: Request) => {
          log.push(`match ${request instanceof Request ? request.url : `a ${typeof request}`}`);
          return cache.match(request);
        },
        keys: () => (log.push('keys'), cache.keys()),
        add: (request: Request) => (log.push('add'), cache.add(request)),
        put: () => log.push('put'),
        delete: () => log.push('delete'),
      };
    },
  });
  const engine = new webllm.MLCEngine({
    logLevel: 'SILENT',
    appConfig: {
      cacheBackend: 'cache',
      model_list: [{ model: base, model_id: 'pack', model_lib: `${base}model.wasm` }],
    },
  });
  const outcome = await engine.reload('pack', { context_window_size: 512 }).then(
    () => 'resolved',
    (thrown: unknown) => thrown,
  );
  return { engine, outcome };
}

describe('web-llm over our view, with SmolLM2', { timeout: 240_000 }, () => {
  let pack: GpuArtifacts;
  let controlTokens: string[];
  let engine: webllm.MLCEngine;
  let pipeline: Pipeline;
  const log: string[] = [];

  beforeAll(async () => {
    ({ pack, controlTokens } = await packOf('smollm2'));
    ({ engine } = await load(pack, log));
    pipeline = pipelineOf(engine, 'pack')!;
  }, 240_000);

  it('contract 2: opens exactly three scopes', () => {
    const scopes = new Set(log.filter((line) => line.startsWith('open ')));
    expect([...scopes].sort()).toEqual(['open webllm/config', 'open webllm/model', 'open webllm/wasm']);
  });

  it('contracts 3 and 4: asks for each artefact twice, by a Request under our base, in the order of the table', () => {
    const asks = log.filter((line) => line.startsWith('match ')).map((line) => line.slice(6));
    const expected = [...pack.table.keys()].map((name) => artifactBase(pack.packId) + name);
    expect(asks).toEqual(expected.flatMap((url) => [url, url]));
    expect(log.filter((line) => line === 'keys')).toHaveLength(1);
    expect(log.filter((line) => ['add', 'put', 'delete'].includes(line))).toEqual([]);
  });

  it('contract 5: nothing was asked of the network', () => {
    const urls = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(urls.filter((url) => url.includes('pack.invalid'))).toEqual([]);
  });

  it('contract 9: has every private member that we drive', () => {
    for (const name of PIPELINE_METHODS) expect(pipeline[name], name).toBeTypeOf('function');
    expect(pipeline.tvm.beginScope).toBeTypeOf('function');
    expect(pipeline.tvm.scalar).toBeTypeOf('function');
    expect(pipeline.kvCache).toBeDefined();
    expect(pipeline.device.sync).toBeTypeOf('function');
    expect(pipeline.contextWindowSize).toBe(512);
    expect(pipeline.filledKVCacheLength).toBe(0);
    expect(pipeline.prefillChunkSize).toBeGreaterThan(0);
    expect(pipeline.tokenizer.decode(pipeline.tokenizer.encode('a día'))).toBe('a día');
  });

  it('prefill in two parts equals prefill in one', async () => {
    const ids = [...pipeline.tokenizer.encode(asked(CAPITAL).text)];
    await expectParts(pipeline, ids, [1, 7, ids.length - 1]);
  });

  it('contract 9: a prompt computed after rewinding the cache equals a cold one', async () => {
    const cache = new KvPrefix(pipeline);
    const first = [...pipeline.tokenizer.encode(asked('What is the capital of Spain?').text)];
    const ids = [...pipeline.tokenizer.encode(asked(CAPITAL).text)];
    expect(cache.rewind(ids)).toBe(0);
    const cold = await take(pipeline, await cache.prefill(ids));
    expect(cache.rewind(first)).toBeGreaterThan(5);
    const shared = cache.rewind(first);
    (await cache.prefill(first.slice(shared))).dispose();
    (await cache.decode(504)).dispose();
    const reused = cache.rewind(ids);
    expect(reused).toBe(shared);
    const warm = await take(pipeline, await cache.prefill(ids.slice(reused)));
    expect(largestDifference(warm, cold)).toBeLessThan(0.01);
    expect(pipeline.filledKVCacheLength).toBe(ids.length);
    // The same prompt again computes its last token only.
    expect(cache.rewind(ids)).toBe(ids.length - 1);
    const again = await take(pipeline, await cache.prefill(ids.slice(-1)));
    expect(largestDifference(again, cold)).toBeLessThan(0.01);
    // A cache that somebody else emptied is not trusted.
    pipeline.resetChat();
    expect(cache.rewind(ids)).toBe(0);
  });

  it('contract 12: no control token can be written by neutralised text', () => {
    expect(hitsOf(pipeline, controlTokens, (text) => text)).toBe(controlTokens.length);
    expect(hitsOf(pipeline, controlTokens, neutraliser(controlTokens).neutralise)).toBe(0);
  });

  it('our own loop gives what the public API gives', async () => {
    const silence = new Watchdog(240_000, () => appError('engine/worker-hung'));
    const model = makeModel(pipeline, pack, controlTokens, new DeviceWatch());
    for (const wanted of [asked(CAPITAL, { maxTokens: 12 }), prompt('Once upon a time', { maxTokens: 8 })]) {
      const answer = await engine.completions.create({
        prompt: wanted.text,
        temperature: 0,
        max_tokens: wanted.maxTokens,
      });
      const ours = await collect(generateWith(model, wanted, NEVER, silence));
      expect(answer.choices[0]?.text.length).toBeGreaterThan(8);
      expect(ours.text).toBe(answer.choices[0]?.text);
    }
    silence.stop();
  });
});

/** Computes a prompt at once, and again in two parts for each cut: the logits must be the same. */
async function expectParts(pipeline: Pipeline, ids: number[], cuts: number[]): Promise<void> {
  pipeline.resetChat();
  const whole = await take(pipeline, await pipeline.forwardKnownTokens(ids, true));
  expect(largestDifference(whole, new Float32Array(whole.length))).toBeGreaterThan(1);
  for (const cut of cuts) {
    pipeline.resetChat();
    (await pipeline.forwardKnownTokens(ids.slice(0, cut), true)).dispose();
    const parted = await take(pipeline, await pipeline.forwardKnownTokens(ids.slice(cut), true));
    expect(largestDifference(parted, whole), `cut at ${cut}`).toBeLessThan(0.01);
  }
  pipeline.resetChat();
}

/** The logits on the CPU; the tensor is given back. */
async function take(pipeline: Pipeline, logits: Tensor): Promise<Float32Array> {
  pipeline.tvm.beginScope();
  const copy = pipeline.updateLogitsOnCPU(logits);
  pipeline.tvm.endScope();
  await pipeline.device.sync();
  logits.dispose();
  return Float32Array.from(copy.toArray());
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

/** How many of the strings, put into a text by `write`, come out as the token that they spell. */
function hitsOf(pipeline: Pipeline, controlTokens: string[], write: (text: string) => string): number {
  const ids = new Set(controlTokens.map((token) => pipeline.tokenizer.encode(token)[0]!));
  return controlTokens.filter((token) =>
    pipeline.tokenizer.encode(write(`a ${token} b`)).some((id) => ids.has(id)),
  ).length;
}

describe('loads that do not go well', { timeout: 240_000 }, () => {
  const broken = (
    pack: GpuArtifacts,
    change: (table: Map<string, () => Promise<Uint8Array<ArrayBuffer>>>) => void,
  ) => {
    const table = new Map(pack.table);
    change(table);
    return { ...pack, table: table satisfies ArtifactTable };
  };

  it('contract 5: a miss throws with our error, and no request leaves', async () => {
    const { pack } = await packOf('smollm2');
    const { engine, outcome } = await load(broken(pack, (table) => table.delete('tokenizer.json')));
    expect(String(outcome)).toContain('pack/missing');
    expect(pipelineOf(engine, 'pack')).toBeUndefined();
  });

  it('contract 7: what a shard throws ends the load', async () => {
    const { pack } = await packOf('smollm2');
    const shard = [...pack.table.keys()].find((name) => name.endsWith('.bin'))!;
    const damaged = () => Promise.reject(appError('pack/corrupt', { chunk: 1 }));
    const { engine, outcome } = await load(broken(pack, (table) => table.set(shard, damaged)));
    expect(outcome).toMatchObject({ code: 'pack/corrupt' });
    expect(pipelineOf(engine, 'pack')).toBeUndefined();
  });

  it('contract 8: unload() does not stop a load that is under way; that is why a load ends with its worker', async () => {
    const { pack } = await packOf('smollm2');
    const first = [...pack.table.keys()].find((name) => name.endsWith('.bin'));
    const atConfig = await load(pack, [], (name, engine) => {
      if (name === 'mlc-chat-config.json') void engine.unload();
    });
    const atShard = await load(pack, [], (name, engine) => {
      if (name === first) void engine.unload();
    });
    // Both went on to the end, and left a model that nobody asked for any more.
    expect([atConfig.outcome, atShard.outcome]).toEqual(['resolved', 'resolved']);
    expect(pipelineOf(atConfig.engine, 'pack')).toBeDefined();
    expect(pipelineOf(atShard.engine, 'pack')).toBeDefined();
  });
});

describe('web-llm over our view, with Gemma', { timeout: 300_000 }, () => {
  let pack: GpuArtifacts;
  let controlTokens: string[];
  let pipeline: Pipeline;

  beforeAll(async () => {
    ({ pack, controlTokens } = await packOf('gemma3'));
    pipeline = pipelineOf((await load(pack)).engine, 'pack')!;
  }, 300_000);

  it('contract 12: no control token can be written by neutralised text', () => {
    expect(controlTokens.length).toBeGreaterThan(5000);
    expect(hitsOf(pipeline, controlTokens, neutraliser(controlTokens).neutralise)).toBe(0);
  });

  it('prefill in two parts equals prefill in one', async () => {
    const ids = [...pack.bos, ...pipeline.tokenizer.encode('Spanish: El libro está aquí.\nEnglish:')];
    await expectParts(pipeline, ids, [1, 5, ids.length - 1]);
  });
});
