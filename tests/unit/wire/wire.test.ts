import { afterEach, describe, expect, it } from 'vitest';
import { appError, fail } from '../../../src/lib/domain/errors';
import { connect } from '../../../src/lib/wire/connect';
import type { Port } from '../../../src/lib/wire/protocol';
import { reporting } from '../../../src/lib/wire/reporting';
import { serve } from '../../../src/lib/wire/serve';

type Context = { signal: AbortSignal };

const service = {
  double: async (n: number, _: Context) => n * 2,
  sum: async (bytes: Uint8Array, _: Context) => bytes.reduce((total, byte) => total + byte, 0),
  refuse: async (_: null, __: Context): Promise<number> => fail('storage/quota', { needed: 5 }),
  crash: async (_: null, __: Context): Promise<number> => {
    throw new TypeError('odd');
  },
  async *count(to: number, { signal }: Context): AsyncGenerator<number, string, void> {
    for (let i = 0; i < to; i++) {
      signal.throwIfAborted();
      yield i;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return 'done';
  },
  hang: (_: null, { signal }: Context) =>
    new Promise<number>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
};

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

function pair() {
  const { port1, port2 } = new MessageChannel();
  closing.push(() => (port1.close(), port2.close()));
  const serving = serve(port2 as unknown as Port, service);
  closing.push(() => serving.stop());
  return { connection: connect<typeof service>(port1 as unknown as Port), serving };
}

describe('the wire', () => {
  it('hands a buffer over without a copy, and it is empty here afterwards', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    expect(await pair().connection.call('sum', bytes, undefined, [bytes.buffer])).toBe(6);
    expect(bytes).toHaveLength(0);
  });

  it('answers a call with its result', async () => {
    expect(await pair().connection.call('double', 21)).toBe(42);
  });

  it('carries an AppError with its code and details', async () => {
    const { connection } = pair();
    await expect(connection.call('refuse', null)).rejects.toMatchObject({
      code: 'storage/quota',
      details: { needed: 5 },
    });
  });

  it('calls what nobody foresaw bug/unexpected, and an unknown call too', async () => {
    const { connection } = pair();
    await expect(connection.call('crash', null)).rejects.toMatchObject({ code: 'bug/unexpected' });
    await expect(connection.call('toString' as 'crash', null)).rejects.toMatchObject({
      code: 'bug/unexpected',
    });
  });

  it('streams items in order and returns the result last', async () => {
    const stream = pair().connection.stream('count', 5);
    const items: number[] = [];
    let step = await stream.next();
    for (; !step.done; step = await stream.next()) items.push(step.value);
    expect(items).toEqual([0, 1, 2, 3, 4]);
    expect(step.value).toBe('done');
  });

  it('confirms an abort with AbortError, and leaves no call open', async () => {
    const { connection } = pair();
    const stopping = new AbortController();
    const call = connection.call('hang', null, stopping.signal);
    stopping.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(connection.openCalls).toBe(0);
    await expect(connection.call('hang', null, stopping.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('cancels a stream whose consumer leaves', async () => {
    const { connection } = pair();
    for await (const item of connection.stream('count', 1_000_000)) if (item === 3) break;
    await expect.poll(() => connection.openCalls).toBe(0);
  });

  it('rejects every open call, and every later one, when it is closed', async () => {
    const { connection } = pair();
    const open = [connection.call('hang', null), connection.stream('count', 1_000_000).next()];
    await new Promise((resolve) => setTimeout(resolve, 5));
    const pending = connection.call('hang', null);
    connection.close(appError('engine/worker-died'));
    await expect(open[0]).rejects.toMatchObject({ code: 'engine/worker-died' });
    await expect(pending).rejects.toMatchObject({ code: 'engine/worker-died' });
    await expect(connection.call('double', 1)).rejects.toMatchObject({ code: 'engine/worker-died' });
    await open[1];
  });

  it('rejects a call whose arguments cannot be sent, and leaves it not open', async () => {
    const { connection } = pair();
    const unsendable = (() => {}) as unknown as number;
    await expect(connection.call('double', unsendable)).rejects.toMatchObject({ code: 'bug/unexpected' });
    expect(connection.openCalls).toBe(0);
  });

  it('beats while a call is open, and repeats how long it may yet be blocked', async () => {
    const { connection, serving } = pair();
    const call = connection.call('hang', null);
    call.catch(() => {});
    serving.busy(60_000);
    await expect.poll(() => connection.busyUntil - performance.now()).toBeGreaterThan(50_000);
    const before = connection.signs;
    await expect.poll(() => connection.signs, { timeout: 5000 }).toBeGreaterThan(before + 1);
    expect(connection.busyUntil - performance.now()).toBeGreaterThan(50_000);
    serving.busy(0);
    await expect.poll(() => connection.busyUntil - performance.now()).toBeLessThan(1000);
    connection.close(appError('engine/not-loaded'));
  });

  it('stops what runs when the serving side stops', async () => {
    const { connection, serving } = pair();
    const call = connection.call('hang', null);
    await new Promise((resolve) => setTimeout(resolve, 5));
    serving.stop();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('reporting', () => {
  it('yields what is reported in order, and returns the result', async () => {
    const work = reporting<number, string>(async (report) => {
      for (let i = 0; i < 3; i++) {
        report(i);
        await Promise.resolve();
      }
      return 'end';
    });
    const items: number[] = [];
    let step = await work.next();
    for (; !step.done; step = await work.next()) items.push(step.value);
    expect([items, step.value]).toEqual([[0, 1, 2], 'end']);
  });

  it('throws what the work threw, after what it had reported', async () => {
    const work = reporting<number, undefined>(async (report) => {
      report(1);
      return fail('engine/busy');
    });
    expect((await work.next()).value).toBe(1);
    await expect(work.next()).rejects.toMatchObject({ code: 'engine/busy' });
  });
});
