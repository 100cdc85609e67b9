import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LoadRequest } from '../../../src/lib/domain/engine';
import {
  asked,
  CAPITAL,
  client,
  collect,
  NEVER,
  prompt,
  quietly,
  requestFor,
  say,
  type Client,
} from './support';

let request: LoadRequest;
let whole: string;
const story = prompt('Once upon a time', { maxTokens: 10 });

const lossy = (name = '') =>
  new Worker(new URL('./lossy-gpu-worker.ts', import.meta.url), { type: 'module', name });
const open: Client[] = [];
afterEach(() => open.splice(0).forEach((each) => each.dispose()));

function engine(spawn: () => Worker): Client {
  const made = client(spawn);
  open.push(made);
  return made;
}

const lose = ({ workers }: Client) => workers.at(-1)!.postMessage({ kind: 'destroy-now' });
const kinds = ({ notices }: Client) => notices.map(({ kind }) => kind);

beforeAll(async () => {
  request = await requestFor('smollm2', 'gpu');
}, 60_000);

describe('G4: a lost GPU device', { timeout: 300_000 }, () => {
  it('while generating: the text is kept and goes on, after one restart; a second loss is told', async () => {
    const gpu = engine(lossy);
    const session = await gpu.load(request, quietly);
    whole = await say(session, story);
    let losses = 0;
    const { text, events, end } = await collect(session.generate(story, NEVER), (so) => {
      if (losses === 0 && so.length > 8) {
        losses += 1;
        lose(gpu);
      }
    });
    expect(losses).toBe(1);
    expect(text).toBe(whole);
    expect(end?.reason).toBe('length');
    expect(events.filter(({ kind }) => kind === 'start')).toHaveLength(1);
    expect(kinds(gpu)).toEqual(['restarting', 'restarted']);

    let shown = '';
    const again = collect(session.generate(story, NEVER), (so) => {
      shown = so;
      lose(gpu);
    });
    await expect(again).rejects.toMatchObject({ code: 'device/gpu-lost', details: { again: true } });
    expect(whole.startsWith(shown)).toBe(true);
    expect(await say(session, asked(CAPITAL, { maxTokens: 2 }))).toBe('The capital');
  });

  it('in the prompt: the answer comes from a new device', async () => {
    const gpu = engine(lossy);
    const session = await gpu.load(request, quietly);
    const long = prompt('The quick brown fox jumps over the lazy dog. '.repeat(4), { maxTokens: 2 });
    const starts: number[] = [];
    let text = '';
    for await (const event of session.generate(long, NEVER)) {
      if (event.kind === 'start' && starts.push(event.promptTokens) === 1) lose(gpu);
      if (event.kind !== 'delta') continue;
      expect(kinds(gpu), 'nothing is shown before the loss').toEqual(['restarting', 'restarted']);
      text += event.text;
    }
    expect(starts).toHaveLength(1);
    expect(text).not.toBe('');
    expect(text).toBe(await say(session, long));
  });

  it('when idle: the next call finds it out and gets its answer', async () => {
    const gpu = engine(lossy);
    const session = await gpu.load(request, quietly);
    lose(gpu);
    expect(await say(session, asked(CAPITAL, { maxTokens: 2 }))).toBe('The capital');
    expect(gpu.workers).toHaveLength(2);
  });

  it('while loading: loads once more', async () => {
    let workers = 0;
    const gpu = engine(() => lossy(workers++ === 0 ? 'lose while loading' : ''));
    const session = await gpu.load(request, quietly);
    expect(await say(session, asked(CAPITAL, { maxTokens: 2 }))).toBe('The capital');
    expect(gpu.workers).toHaveLength(2);
  });

  it('at each load: gives up after the second, with the reason', async () => {
    const gpu = engine(() => lossy('lose while loading'));
    await expect(gpu.load(request, quietly)).rejects.toMatchObject({ code: 'device/gpu-lost' });
    expect(gpu.workers).toHaveLength(2);
  });
});

describe('a GPU that cannot do it', { timeout: 300_000 }, () => {
  it('G5: too little memory for the context: half of it is tried, and said', async () => {
    const gpu = engine(() => lossy('no memory'));
    const session = await gpu.load(request, quietly);
    expect(session.contextTokens).toBe(1024);
    expect(gpu.notices).toEqual([{ kind: 'context-halved', from: 2048, to: 1024 }]);
    expect(await say(session, asked(CAPITAL, { maxTokens: 2 }))).toBe('The capital');
  });

  it('G11: a kernel that does not compile fails the load, and its worker is ended', async () => {
    const gpu = engine(() => lossy('bad shader'));
    await expect(gpu.load(request, quietly)).rejects.toMatchObject({
      code: expect.stringMatching(/^(engine|device)\//),
    });
    const session = await engine(lossy).load(request, quietly);
    expect(await say(session, asked(CAPITAL, { maxTokens: 2 }))).toBe('The capital');
  });
});
