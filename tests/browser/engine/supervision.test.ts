import { afterEach, describe, expect, it } from 'vitest';
import type { LoadRequest, Session } from '../../../src/lib/domain/engine';
import { appError } from '../../../src/lib/domain/errors';
import { client, collect, NEVER, prompt, quietly, say, type Client } from './support';

const faulty = () => new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module' });
const endless = () =>
  new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'loads for ever' });
const request = (name = 'words'): LoadRequest =>
  ({
    manifest: { name, model: {} },
    choice: { engine: 'gpu', target: 'software', reason: 'asked-for' },
  }) as unknown as LoadRequest;

const open: Client[] = [];
afterEach(() => open.splice(0).forEach((each) => each.dispose()));

async function loaded(options = {}): Promise<{ engine: Client; session: Session }> {
  const engine = client(faulty, options);
  open.push(engine);
  return { engine, session: await engine.load(request(), quietly) };
}

describe('supervision', { timeout: 30_000 }, () => {
  it('G6: a worker that is terminated rejects open calls with engine/worker-died; its text stays, the next call runs', async () => {
    const { engine, session } = await loaded();
    let shown = '';
    const running = collect(session.generate(prompt('one two forever'), NEVER), (text) => (shown = text));
    await expect.poll(() => shown).toBe('one two ');
    engine.workers[0]!.terminate();
    await expect(running).rejects.toMatchObject({ code: 'engine/worker-died' });
    expect(shown).toBe('one two ');
    expect(await say(session, prompt('three four'))).toBe('three four ');
    expect(engine.workers).toHaveLength(2);
    expect(engine.notices.map(({ kind }) => kind)).toEqual(['restarting', 'restarted']);
  });

  it('G6: a worker that ends itself is noticed too', async () => {
    const { session } = await loaded();
    await expect(collect(session.generate(prompt('one die'), NEVER))).rejects.toMatchObject({
      code: 'engine/worker-died',
    });
    expect(await say(session, prompt('again'))).toBe('again ');
  });

  it('G6: a worker that throws rejects open calls and is replaced', async () => {
    const { session } = await loaded();
    await expect(collect(session.generate(prompt('one throw'), NEVER))).rejects.toMatchObject({
      code: 'engine/worker-died',
    });
    expect(await say(session, prompt('again'))).toBe('again ');
  });

  it('G6: a worker that hangs rejects open calls with engine/worker-hung', async () => {
    const { session } = await loaded();
    await expect(collect(session.generate(prompt('one hang'), NEVER))).rejects.toMatchObject({
      code: 'engine/worker-hung',
    });
    expect(await say(session, prompt('again'))).toBe('again ');
  });

  it('G6: calls in the queue are replayed on the new worker', async () => {
    const { engine, session } = await loaded();
    const dying = collect(session.generate(prompt('die'), NEVER));
    const queued = [say(session, prompt('second')), say(session, prompt('third'))];
    await expect(dying).rejects.toMatchObject({ code: 'engine/worker-died' });
    expect(await Promise.all(queued)).toEqual(['second ', 'third ']);
    expect(engine.workers).toHaveLength(2);
  });

  it('a worker that dies when idle is replaced before the next call', async () => {
    const { engine, session } = await loaded();
    engine.workers[0]!.terminate();
    await expect.poll(() => engine.notices.map(({ kind }) => kind)).toEqual(['restarting', 'restarted']);
    expect(await say(session, prompt('fine'))).toBe('fine ');
    expect(engine.workers).toHaveLength(2);
  });

  it('a slow worker that beats is left alone', async () => {
    const { engine, session } = await loaded();
    expect(await say(session, prompt(`${'wait '.repeat(15)}end`))).toContain('end');
    expect(engine.workers).toHaveLength(1);
  });

  it('a script that cannot start rejects the load', async () => {
    const engine = client(() => new Worker('/no/such/worker.js', { type: 'module' }));
    open.push(engine);
    await expect(engine.load(request(), quietly)).rejects.toMatchObject({ code: 'engine/worker-died' });
    expect(engine.workers).toHaveLength(4); // asked for three times more, and then given up
    expect(engine.notices).toEqual([]);
  });

  it('G6: a worker that dies while it loads is replaced once, and the load goes on with the new one', async () => {
    let started = 0;
    const engine = client(() => (started++ === 0 ? endless() : faulty()));
    open.push(engine);
    const session = await engine.load(request('tells of its load'), {
      ...quietly,
      onProgress: () => engine.workers[0]!.terminate(),
    });
    expect(engine.workers).toHaveLength(2);
    expect(engine.notices.map(({ kind }) => kind)).toEqual(['restarting', 'restarted']);
    expect(await say(session, prompt('fine'))).toBe('fine ');
  });

  it('a script that does not come, as from a service worker that was ended, is asked for again; that is no restart', async () => {
    let asked = 0;
    const engine = client(() =>
      ++asked <= 2 ? new Worker('/no-such-engine.js', { type: 'module' }) : faulty(),
    );
    open.push(engine);
    const session = await engine.load(request(), quietly);
    expect(await say(session, prompt('fine'))).toBe('fine ');
    expect(engine.workers).toHaveLength(3);
    expect(engine.notices).toEqual([]);
  });

  it('a load can be stopped while the worker hangs', async () => {
    const engine = client(faulty);
    open.push(engine);
    const stopping = new AbortController();
    const loading = engine.load(request('hangs while loading'), { ...quietly, signal: stopping.signal });
    setTimeout(() => stopping.abort(), 300);
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
    const session = await engine.load(request(), quietly);
    expect(await say(session, prompt('fine'))).toBe('fine ');
  });

  it('G5: halves the context until it fits, and says so', async () => {
    const engine = client(faulty);
    open.push(engine);
    const session = await engine.load(request('needs memory'), quietly);
    expect(session.contextTokens).toBe(1024);
    expect(engine.notices).toEqual([
      { kind: 'context-halved', from: 4096, to: 2048 },
      { kind: 'context-halved', from: 2048, to: 1024 },
    ]);
  });

  it('the bytes of the CPU engine that cannot be had end the load with their own error', async () => {
    const engine = client(faulty, { cpuRuntime: () => Promise.reject(appError('source/unreachable')) });
    open.push(engine);
    const onCpu = { ...request(), choice: { engine: 'cpu', reason: 'asked-for' } } as LoadRequest;
    await expect(engine.load(onCpu, quietly)).rejects.toMatchObject({ code: 'source/unreachable' });
  });
});

describe('the queue', { timeout: 30_000 }, () => {
  it('G10: a hundred rapid requests run first in, first out; superseded ones are cancelled', async () => {
    const { session } = await loaded({ maxWaiting: 100 });
    const order: number[] = [];
    const superseded = new AbortController();
    const runs = Array.from({ length: 100 }, async (_, i) => {
      const signal = i % 2 === 0 ? NEVER : superseded.signal;
      const { text, end } = await collect(session.generate(prompt(`${i}`), signal));
      if (end?.reason === 'stop') order.push(Number(text));
      return end?.reason;
    });
    superseded.abort();
    const reasons = await Promise.all(runs);
    expect(order).toEqual(Array.from({ length: 50 }, (_, i) => 2 * i));
    expect(reasons.filter((reason) => reason === 'cancelled')).toHaveLength(50);
  });

  it('G10: is bounded', async () => {
    const { session } = await loaded({ maxWaiting: 2 });
    const stopping = new AbortController();
    const running = collect(session.generate(prompt('forever'), stopping.signal));
    const waiting = [say(session, prompt('a')), say(session, prompt('b'))];
    await expect(say(session, prompt('c'))).rejects.toMatchObject({ code: 'engine/busy' });
    stopping.abort();
    expect((await running).end?.reason).toBe('cancelled');
    expect(await Promise.all(waiting)).toEqual(['a ', 'b ']);
  });

  it('G10: a request made while another model loads waits, and then hears that its session has ended', async () => {
    const { engine, session } = await loaded();
    const next = engine.load(request('another'), quietly);
    await expect(say(session, prompt('late'))).rejects.toMatchObject({ code: 'engine/not-loaded' });
    expect(await say(await next, prompt('fine'))).toBe('fine ');
  });

  it('a closed session rejects what runs and what comes', async () => {
    const { session } = await loaded();
    const running = collect(session.generate(prompt('one forever'), NEVER));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await session.close();
    await expect(running).rejects.toMatchObject({ code: 'engine/not-loaded' });
    await expect(say(session, prompt('late'))).rejects.toMatchObject({ code: 'engine/not-loaded' });
  });
});
