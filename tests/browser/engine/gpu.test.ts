import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadRequest, Session } from '../../../src/lib/domain/engine';
import {
  asked,
  CAPITAL,
  client,
  collect,
  FLOOD,
  NEVER,
  packFile,
  prompt,
  quietly,
  requestFor,
  say,
} from './support';

const gpu = client();
let request: LoadRequest;
let session: Session;

beforeAll(async () => {
  request = await requestFor('smollm2', 'gpu');
  session = await gpu.load(request, quietly);
}, 180_000);
afterAll(() => gpu.dispose());

describe('the GPU engine with SmolLM2', { timeout: 180_000 }, () => {
  it('contract 6: answers from the GGUF in OPFS, in a worker without network', async () => {
    const { text, events, end } = await collect(session.generate(asked(CAPITAL), NEVER));
    expect(text).toBe('The capital of France is Paris.');
    expect(events[0]).toEqual({ kind: 'start', promptTokens: 16 });
    expect(end).toMatchObject({ reason: 'stop', usage: { promptTokens: 16, completionTokens: 8 } });
  });

  it('ends at the most tokens wanted, and cuts at a stop string', async () => {
    const two = await collect(session.generate(asked(CAPITAL, { maxTokens: 2 }), NEVER));
    expect([two.text, two.end?.reason]).toEqual(['The capital', 'length']);
    const cut = await collect(session.generate(asked(CAPITAL, { stop: ['of France'] }), NEVER));
    expect([cut.text, cut.end?.reason]).toEqual(['The capital ', 'stop']);
    const none = await collect(session.generate(asked(CAPITAL, { maxTokens: 0 }), NEVER));
    expect([none.text, none.end?.reason]).toEqual(['', 'length']);
  });

  it('gives the likeliest tokens with their probabilities, also when greedy', async () => {
    const { events } = await collect(
      session.generate(asked(CAPITAL, { alternatives: 3, maxTokens: 2 }), NEVER),
    );
    const deltas = events.filter((event) => event.kind === 'delta');
    expect(deltas.map(({ text }) => text)).toEqual(['The', ' capital']);
    expect(deltas[0]!.alternatives!.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['The', 'Paris']),
    );
    expect(deltas[0]!.alternatives![0]!.probability).toBeGreaterThan(0.4);
    expect(deltas[0]!.alternatives![0]!.probability).toBeLessThan(0.7);
  });

  it('repeats itself for one seed, and not for another', async () => {
    const at = (seed: number) =>
      say(session, prompt('Once', { maxTokens: 6, sampling: { temperature: 2, topP: 0.99, seed } }));
    const [first, again, other] = [await at(7), await at(7), await at(8)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('refuses a prompt that is longer than the context, and stays usable', async () => {
    const tooLong = collect(session.generate(prompt('word '.repeat(3000)), NEVER));
    await expect(tooLong).rejects.toMatchObject({
      code: 'engine/too-long',
      details: { contextTokens: 2048 },
    });
    expect(await say(session, asked(CAPITAL, { maxTokens: 2 }))).toBe('The capital');
  });

  it('contract 13: a consumer that leaves the loop frees the engine', async () => {
    for await (const event of session.generate(prompt('Once upon a time', { maxTokens: 400 }), NEVER)) {
      if (event.kind === 'delta') break;
    }
    // 400 tokens would take a software GPU a minute: the next turn comes when the token at hand is done.
    expect(await say(session, asked(CAPITAL, { maxTokens: 2 }))).toBe('The capital');
  });

  it('G9: stops in the prompt within a chunk, and while generating within a token', async () => {
    const inPrompt = new AbortController();
    const long = prompt('The quick brown fox jumps over the lazy dog. '.repeat(100));
    const first = collect(session.generate(long, inPrompt.signal));
    setTimeout(() => inPrompt.abort(), 300);
    expect((await first).end?.reason).toBe('cancelled');
    // 1,000 tokens would take a software GPU minutes; the next turn begins when the chunk at hand is done.
    expect(await say(session, asked(CAPITAL, { maxTokens: 2 }))).toBe('The capital');
    const generating = new AbortController();
    const second = await collect(session.generate(prompt('Once upon a time'), generating.signal), () =>
      generating.abort(),
    );
    expect(second.end?.reason).toBe('cancelled');
    expect(second.text).not.toBe('');
  });
});

describe('the GPU engine', { timeout: 300_000 }, () => {
  it('S7: refuses weights that were damaged after they were checked, before any text', async () => {
    const chunks = request.weights.chunks.with(60, request.weights.chunks[61]!);
    const other = client();
    const loading = other.load({ ...request, weights: { ...request.weights, chunks } }, quietly);
    await expect(loading).rejects.toMatchObject({ code: 'pack/corrupt', details: { chunk: 60 } });
    other.dispose();
  });

  it('refuses a library that is none, or of another model', async () => {
    const other = client();
    const gzip = new Blob(['no wasm']).stream().pipeThrough(new CompressionStream('gzip'));
    const none = await packFile(await new Response(gzip).blob(), 'none.gz');
    await expect(other.load({ ...request, library: none }, quietly)).rejects.toMatchObject({
      code: 'engine/no-library',
    });
    const { library } = await requestFor('gemma3', 'gpu');
    await expect(other.load({ ...request, library: library! }, quietly)).rejects.toMatchObject({
      code: 'engine/no-library',
    });
    other.dispose();
  });

  it('translates with Gemma', async () => {
    const other = client();
    const gemma = await other.load(await requestFor('gemma3', 'gpu'), quietly);
    const text = await say(gemma, prompt(FLOOD, { stop: ['\n'] }));
    other.dispose();
    expect(text.trim()).toBe('The truck arrives late because the road is flooded.');
  });
});
