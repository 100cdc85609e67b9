import { describe, expect, it } from 'vitest';
import type { Prompt, TokenEvent } from '../../../src/lib/domain/engine';
import { appError } from '../../../src/lib/domain/errors';
import { DeviceWatch } from '../../../src/lib/engine/device-watch';
import { generateWith, makeModel } from '../../../src/lib/engine/gpu-generation';
import { Watchdog } from '../../../src/lib/engine/watchdog';
import type { Pipeline, Tensor } from '../../../src/lib/engine/webllm-private';

/** A pipeline that answers with given bytes as tokens, to provoke output that a real model gives only by accident. */
function fake(answer: number[], { chunk = 4, context = 64 } = {}) {
  const log: string[] = [];
  let at = 0;
  let live = 0;
  const tensor = (): Tensor => ((live += 1), { toArray: () => [0, 1], dispose: () => (live -= 1) });
  const pipeline: Pipeline = {
    tokenizer: {
      encode: (text) =>
        text === '<end>' ? Int32Array.of(300) : Int32Array.from(new TextEncoder().encode(text)),
      decode: (ids) => new TextDecoder().decode(Uint8Array.from(ids)),
    },
    device: { sync: async () => {} },
    tvm: {
      beginScope: () => {},
      endScope: () => {},
      getGlobalFunc: () => () => {},
      detachFromCurrentScope: (value) => value,
      scalar: (value) => value,
    },
    kvCache: {},
    contextWindowSize: context,
    prefillChunkSize: chunk,
    filledKVCacheLength: 0,
    resetChat: () => (pipeline.filledKVCacheLength = 0),
    setSeed: (seed) => log.push(`seed ${seed}`),
    forwardKnownTokens: async (ids) => {
      log.push(`prefill ${ids.length}`);
      pipeline.filledKVCacheLength += ids.length;
      return tensor();
    },
    forwardDecodeToken: async () => ((pipeline.filledKVCacheLength += 1), tensor()),
    sampleFromRawLogits: async () => {
      if (at >= answer.length) throw new Error('InternalError: failed to sample a valid token.');
      return answer[at++]!;
    },
    updateLogitsOnCPU: tensor,
  };
  const watch = new DeviceWatch();
  const model = makeModel(pipeline, { bos: [1], stopIds: [0] }, ['<end>'], watch);
  return { pipeline, model, log, watch, live: () => live };
}

const ask = (more: Partial<Prompt> = {}): Prompt => ({
  text: 'hello',
  stop: [],
  sampling: { temperature: 0, topP: 1, seed: 3 },
  maxTokens: 1000,
  ...more,
});
const bytes = (text: string) => [...new TextEncoder().encode(text)];

async function run(
  { model }: ReturnType<typeof fake>,
  prompt: Prompt,
  signal = new AbortController().signal,
) {
  const silence = new Watchdog(60_000, () => appError('engine/worker-hung'));
  const events: TokenEvent[] = [];
  let thrown: unknown;
  try {
    for await (const event of generateWith(model, prompt, signal, silence)) events.push(event);
  } catch (error) {
    thrown = error;
  } finally {
    silence.stop();
  }
  const text = events.map((event) => (event.kind === 'delta' ? event.text : '')).join('');
  return { events, text, end: events.at(-1), thrown };
}

describe('generateWith', () => {
  it('takes no prompt beyond what a library can do at once, where it cannot go on', async () => {
    const engine = fake([0]);
    engine.model.mostPrompt = 5;
    expect((await run(engine, ask())).thrown).toMatchObject({
      code: 'engine/too-long',
      details: { promptTokens: 6, contextTokens: 6 },
    });
    engine.model.mostPrompt = 6;
    expect((await run(engine, ask())).end).toMatchObject({ reason: 'stop' });
  });

  it('puts BOS first, feeds the prompt by the chunk, and gives all tensors back', async () => {
    const engine = fake([...bytes('Hi'), 0]);
    const { events, text, end } = await run(engine, ask());
    expect(events[0]).toEqual({ kind: 'start', promptTokens: 6 });
    expect(engine.log).toEqual(['seed 3', 'prefill 4', 'prefill 2']);
    expect(text).toBe('Hi');
    expect(end).toMatchObject({
      kind: 'end',
      reason: 'stop',
      usage: { promptTokens: 6, completionTokens: 3 },
    });
    expect(engine.live()).toBe(0);
  });

  it('ends on a stop string that is one control token, and never shows control tokens', async () => {
    const hidden = await run(fake([...bytes('a'), 300, ...bytes('b'), 0]), ask());
    expect(hidden.text).toBe('ab');
    const stopped = await run(fake([...bytes('a'), 300, ...bytes('b'), 0]), ask({ stop: ['<end>'] }));
    expect([stopped.text, stopped.end]).toEqual(['a', expect.objectContaining({ reason: 'stop' })]);
  });

  it('G9: a stop in the prompt ends it within one chunk', async () => {
    const engine = fake([65], { context: 4096 });
    const stopping = new AbortController();
    const forward = engine.pipeline.forwardKnownTokens.bind(engine.pipeline);
    let chunks = 0;
    engine.pipeline.forwardKnownTokens = (ids, isPrefill) => {
      if (++chunks === 3) stopping.abort();
      return forward(ids, isPrefill);
    };
    const { end, text } = await run(engine, ask({ text: 'x'.repeat(400) }), stopping.signal);
    expect(chunks).toBe(3);
    expect([text, end]).toEqual(['', expect.objectContaining({ reason: 'cancelled' })]);
    expect(engine.live()).toBe(0);
  });

  it('G8: garbage is an error, and what was shown before stays', async () => {
    const { thrown, text } = await run(
      fake([...bytes('fine '), ...new Array<number>(200).fill(0xff)], { context: 4096 }),
      ask(),
    );
    expect(thrown).toMatchObject({ code: 'engine/degenerate' });
    expect(text.startsWith('fine ')).toBe(true);
  });

  it('G8: no token at all, as from logits that are no numbers, is an error', async () => {
    const { thrown } = await run(fake([]), ask());
    expect(thrown).toMatchObject({ code: 'engine/generate-failed' });
  });

  it('O2: endless repetition ends', async () => {
    const { end } = await run(fake(bytes('and so on '.repeat(200)), { context: 4096 }), ask());
    expect(end).toMatchObject({ reason: 'looped' });
  });

  it('ends with length at the most tokens and at the end of the context', async () => {
    expect((await run(fake(bytes('abcdef')), ask({ maxTokens: 3 }))).text).toBe('abc');
    const full = await run(fake(bytes('abcdefghijklmnopqrstuvwxyz'), { context: 16 }), ask());
    expect(full.end).toMatchObject({ reason: 'length' });
    expect(full.text.length).toBeGreaterThanOrEqual(9);
  });

  it('refuses a prompt that leaves no room', async () => {
    const { thrown } = await run(fake([65], { context: 6 }), ask());
    expect(thrown).toMatchObject({ code: 'engine/too-long', details: { promptTokens: 6, contextTokens: 6 } });
  });

  it('computes only what a prompt adds to the one before', async () => {
    const engine = fake([0, 0]);
    await run(engine, ask({ text: 'hello world' }));
    engine.log.length = 0;
    await run(engine, ask({ text: 'hello there' }));
    expect(engine.log).toEqual(['seed 3', 'prefill 4', 'prefill 1']);
  });

  it('G4: reports the loss of the device for an error in its wake', async () => {
    const engine = fake([65]);
    engine.pipeline.sampleFromRawLogits = async () => {
      throw new Error('Instance dropped');
    };
    let lose = (_: GPUDeviceLostInfo) => {};
    const lost = new Promise<GPUDeviceLostInfo>((resolve) => (lose = resolve));
    const adapter = {
      requestDevice: async () => ({ lost, popErrorScope: async () => null }) as unknown as GPUDevice,
    };
    engine.watch.install(adapter);
    await adapter.requestDevice();
    setTimeout(() => lose({ reason: 'unknown', message: 'reset' } as GPUDeviceLostInfo), 10);
    const { thrown } = await run(engine, ask());
    expect(thrown).toMatchObject({ code: 'device/gpu-lost', details: { reason: 'unknown' } });
  });
});
