import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadProgress, Session } from '../../../src/lib/domain/engine';
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

const cpu = client();
let session: Session;
const progress: LoadProgress[] = [];

beforeAll(async () => {
  const request = await requestFor('smollm2', 'cpu');
  session = await cpu.load(request, { signal: NEVER, onProgress: (step) => progress.push(step) });
}, 120_000);
afterAll(() => cpu.dispose());

describe('the CPU engine with SmolLM2', { timeout: 120_000 }, () => {
  it('answers, having read the GGUF in its own worker', async () => {
    const { text, events, end } = await collect(session.generate(asked(CAPITAL), NEVER));
    expect(text).toBe('The capital of France is Paris.');
    expect(events[0]).toEqual({ kind: 'start', promptTokens: 16 });
    expect(end).toMatchObject({ reason: 'stop', usage: { promptTokens: 16, completionTokens: 8 } });
    expect(events.filter(({ kind }) => kind === 'end')).toHaveLength(1);
  });

  it('told how far loading was, without going back', () => {
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  it('ends at the most tokens wanted, also when none are', async () => {
    const three = await collect(session.generate(asked(CAPITAL, { maxTokens: 3 }), NEVER));
    expect(three.text).toBe('The capital of');
    expect(three.end?.reason).toBe('length');
    const none = await collect(session.generate(asked(CAPITAL, { maxTokens: 0 }), NEVER));
    expect([none.text, none.end?.reason]).toEqual(['', 'length']);
  });

  it('writes on where a likely token is no whole character, and tells no likely tokens from there', async () => {
    const flags = prompt('🙂🏳️🙂🏳️🙂🏳️🙂🏳️🙂🏳️🙂', { maxTokens: 6 });
    const plain = await collect(session.generate(flags, NEVER));
    expect(plain.text).toMatch(/\p{So}/u);
    const { text, events, end } = await collect(session.generate({ ...flags, alternatives: 3 }, NEVER));
    expect([text, end?.reason]).toEqual([plain.text, 'length']);
    expect(end?.usage).toMatchObject({ promptTokens: plain.end!.usage.promptTokens, completionTokens: 6 });
    expect(events.some((event) => event.kind === 'delta' && !event.alternatives)).toBe(true);
    const told = await collect(session.generate(asked(CAPITAL, { alternatives: 3, maxTokens: 2 }), NEVER));
    expect(told.events.filter((event) => event.kind === 'delta' && event.alternatives)).toHaveLength(2);
  });

  it('cuts at a stop string', async () => {
    const { text, end } = await collect(session.generate(asked(CAPITAL, { stop: ['Paris'] }), NEVER));
    expect([text, end?.reason]).toEqual(['The capital of France is ', 'stop']);
  });

  it('repeats itself for one seed, and not for another', async () => {
    const at = (seed: number) =>
      say(session, prompt('Once upon a time', { sampling: { temperature: 1.5, topP: 0.95, seed } }));
    const [first, again, other] = [await at(7), await at(7), await at(8)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('gives the likeliest tokens with their probabilities, also when greedy', async () => {
    const { events } = await collect(
      session.generate(asked(CAPITAL, { alternatives: 3, maxTokens: 2 }), NEVER),
    );
    const deltas = events.filter((event) => event.kind === 'delta');
    expect(deltas).toHaveLength(2);
    for (const { text, alternatives = [] } of deltas) {
      expect(alternatives[0]?.text).toBe(text);
      const sum = alternatives.reduce((total, { probability }) => total + probability, 0);
      expect(sum).toBeGreaterThan(0.5);
      expect(sum).toBeLessThanOrEqual(1);
    }
  });

  it('refuses a prompt that is longer than the context, and stays usable', async () => {
    const tooLong = collect(session.generate(prompt('word '.repeat(5000)), NEVER));
    await expect(tooLong).rejects.toMatchObject({ code: 'engine/too-long' });
    expect(await say(session, asked(CAPITAL))).toContain('Paris');
  });

  it('O2: stops endless repetition', async () => {
    const { end } = await collect(
      session.generate(prompt('The road is flooded. '.repeat(8).trim(), { maxTokens: 300 }), NEVER),
    );
    expect(end?.reason).toBe('looped');
  });

  it('O4: never shows half a character', async () => {
    const emoji = asked('Write five emoji of animals, nothing else.', { maxTokens: 40 });
    const { text, events } = await collect(session.generate(emoji, NEVER));
    expect(text).toMatch(/\P{ASCII}/u);
    for (const event of events) if (event.kind === 'delta') expect(event.text).not.toContain('\uFFFD');
  });

  it('G9: stops in the prompt, while generating, and in the queue; the next request runs', async () => {
    const inPrompt = new AbortController();
    const long = prompt('The quick brown fox jumps over the lazy dog. '.repeat(80));
    const first = collect(session.generate(long, inPrompt.signal));
    const inQueue = new AbortController();
    const second = collect(session.generate(asked(CAPITAL), inQueue.signal));
    setTimeout(() => inQueue.abort(), 50);
    expect((await second).events).toEqual([expect.objectContaining({ kind: 'end', reason: 'cancelled' })]);
    inPrompt.abort();
    expect((await first).end?.reason).toBe('cancelled');

    const generating = new AbortController();
    const third = await collect(
      session.generate(prompt('Once upon a time', { maxTokens: 500 }), generating.signal),
      (text) => {
        if (text.length > 10) generating.abort();
      },
    );
    expect(third.end?.reason).toBe('cancelled');
    expect(third.text.length).toBeGreaterThan(10);
    expect(await say(session, asked(CAPITAL))).toBe('The capital of France is Paris.');
  });

  it('a consumer that leaves the loop frees the engine', async () => {
    for await (const event of session.generate(prompt('Once upon a time', { maxTokens: 500 }), NEVER)) {
      if (event.kind === 'delta') break;
    }
    expect(await say(session, asked(CAPITAL))).toBe('The capital of France is Paris.');
  });
});

describe('the CPU engine', { timeout: 120_000 }, () => {
  it('translates with Gemma', async () => {
    const other = client();
    const gemma = await other.load(await requestFor('gemma3', 'cpu'), quietly);
    const text = await say(gemma, prompt(FLOOD, { stop: ['\n'] }));
    other.dispose();
    expect(text.trim()).toBe('The truck arrives late because the road is flooded.');
  });

  it('answers in a browser without promise integration, where the file is streamed', async () => {
    const other = client(
      () => new Worker(new URL('./no-jspi-cpu-worker.ts', import.meta.url), { type: 'module' }),
    );
    const loaded = await other.load(await requestFor('smollm2', 'cpu'), quietly);
    expect(await say(loaded, asked(CAPITAL))).toBe('The capital of France is Paris.');
    other.dispose();
  });

  it('S7: refuses a file that was damaged after it was checked, before any text', async () => {
    const request = await requestFor('smollm2', 'cpu');
    const chunks = request.weights.chunks.with(40, request.weights.chunks[41]!);
    const other = client();
    const loading = other.load({ ...request, weights: { ...request.weights, chunks } }, quietly);
    await expect(loading).rejects.toMatchObject({ code: 'pack/corrupt', details: { chunk: 40 } });
    other.dispose();
  });

  it('does not believe a load that resolves: a file that is no model is refused', async () => {
    const { manifest, choice } = await requestFor('smollm2', 'cpu');
    const weights = await packFile(new Blob(['<html>Please sign in</html>'.repeat(9000)]), 'portal.gguf');
    const other = client();
    const loading = other.load({ manifest, choice, weights }, quietly);
    await expect(loading).rejects.toMatchObject({ code: 'engine/load-failed' });
    other.dispose();
  });

  it('ends a load that is cancelled at once, and loads the next', async () => {
    const request = await requestFor('smollm2', 'cpu');
    const other = client();
    const stopping = new AbortController();
    const loading = other.load(request, {
      signal: stopping.signal,
      onProgress: ({ fraction }) => fraction > 0.3 && stopping.abort(),
    });
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
    const loaded = await other.load(request, quietly);
    expect(await say(loaded, asked(CAPITAL, { maxTokens: 3 }))).toBe('The capital of');
    other.dispose();
    await expect(say(loaded, asked(CAPITAL))).rejects.toMatchObject({ code: 'engine/not-loaded' });
  });

  it('reserves no more context than asked for', async () => {
    const request = await requestFor('smollm2', 'cpu');
    const other = client();
    const small = await other.load({ ...request, contextTokens: 512 }, quietly);
    expect(small.contextTokens).toBe(512);
    other.dispose();
  });
});
