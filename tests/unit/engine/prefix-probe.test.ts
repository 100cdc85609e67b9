import { describe, expect, it } from 'vitest';
import { KvPrefix } from '../../../src/lib/engine/kv-prefix';
import { agree, prefixesHold } from '../../../src/lib/engine/prefix-probe';
import type { Pipeline, Tensor } from '../../../src/lib/engine/webllm-private';

/** A pipeline whose scores follow from all that its cache holds; with a race, from the last piece only. */
function pipeline({ race = false, popRace = false } = {}) {
  let held: number[] = [];
  let last: number[] = [];
  let live = 0;
  const scores = () => {
    const seen = race ? last : held;
    return Float32Array.from({ length: 16 }, (_, id) =>
      Math.sin(seen.reduce((sum, one) => sum * 31 + one + id, 7) % 97),
    );
  };
  const made: Pipeline = {
    tokenizer: {
      encode: (text) => Int32Array.from(text.slice(0, 40), (char) => char.charCodeAt(0)),
      decode: () => '',
    },
    device: { sync: async () => {} },
    tvm: {
      beginScope: () => {},
      endScope: () => {},
      getGlobalFunc: () => (_cache: unknown, _sequence: unknown, count: unknown) => {
        held = popRace ? held.slice(0, -1) : held.slice(0, held.length - Number(count));
      },
      detachFromCurrentScope: (value) => value,
      scalar: (value) => value,
    },
    kvCache: {},
    contextWindowSize: 128,
    prefillChunkSize: 32,
    filledKVCacheLength: 0,
    resetChat: () => {
      held = [];
      made.filledKVCacheLength = 0;
    },
    setSeed: () => {},
    forwardKnownTokens: async (ids) => {
      last = ids;
      held.push(...ids);
      made.filledKVCacheLength += ids.length;
      live += 1;
      const values = scores();
      return { toArray: () => values, dispose: () => (live -= 1) } satisfies Tensor;
    },
    forwardDecodeToken: async () => ({ toArray: () => [], dispose: () => {} }),
    sampleFromRawLogits: async () => 0,
    updateLogitsOnCPU: (logits) => logits,
  };
  return { made, live: () => live };
}

const hold = async (options: Parameters<typeof pipeline>[0]) => {
  const { made, live } = pipeline(options);
  const cache = new KvPrefix(made);
  const held = await prefixesHold(made, cache, [1], () => {});
  expect(live(), 'tensors not given back').toBe(0);
  expect(made.filledKVCacheLength, 'the cache is left empty').toBe(0);
  return held;
};

describe('the probe of a library that we did not compile', () => {
  it('believes one that gives the same scores in one piece, in two, and after a cut', async () => {
    expect(await hold({})).toBe(true);
  });

  it('finds the race: a second piece that does not see the first', async () => {
    expect(await hold({ race: true })).toBe(false);
  });

  it('finds a cache that is not cut back to where it was told', async () => {
    expect(await hold({ popRace: true })).toBe(false);
  });

  it('tells of every prefill as it ends, so that a slow GPU is not taken for a hung one', async () => {
    const { made } = pipeline();
    const cache = new KvPrefix(made);
    const seen: string[] = [];
    const forward = made.forwardKnownTokens;
    made.forwardKnownTokens = async (...args) => {
      seen.push('prefill');
      return forward(...args);
    };
    await prefixesHold(made, cache, [1], () => seen.push('step'));
    expect(seen).toEqual(Array.from({ length: 4 }, () => ['prefill', 'step']).flat());
  });

  it('without trust, no prompt goes on where another ended', async () => {
    const { made } = pipeline();
    const cache = new KvPrefix(made);
    cache.reuse = false;
    await cache.prefill([1, 2, 3]);
    expect(cache.rewind([1, 2, 3, 4])).toBe(0);
    expect(made.filledKVCacheLength).toBe(0);
  });
});

describe('agree', () => {
  it('lets f16 round, and nothing else', () => {
    const one = Float32Array.of(-10, 0, 10);
    expect(agree(one, Float32Array.of(-10.1, 0.2, 10))).toBe(true);
    expect(agree(one, Float32Array.of(-10, 2, 10))).toBe(false);
    expect(agree(one, Float32Array.of(-10, NaN, 10))).toBe(false);
    expect(agree(one, Float32Array.of(-10, 0))).toBe(false);
    expect(agree(Float32Array.of(), Float32Array.of())).toBe(false);
    expect(agree(Float32Array.of(1, 1), Float32Array.of(1, 1)), 'scores that say nothing').toBe(false);
  });
});
