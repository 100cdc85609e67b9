import { describe, expect, it } from 'vitest';
import { Turns } from '../../../src/lib/engine/turns';

describe('Turns', () => {
  it('gives turns in the order in which they were asked for, one at a time', async () => {
    const turns = new Turns(100);
    const order: number[] = [];
    let running = 0;
    await Promise.all(
      Array.from({ length: 100 }, async (_, i) => {
        const end = await turns.take();
        expect(++running).toBe(1);
        order.push(i);
        await Promise.resolve();
        running -= 1;
        end();
      }),
    );
    expect(order).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('refuses with engine/busy when the queue is full', async () => {
    const turns = new Turns(1);
    const end = await turns.take();
    const waiting = turns.take();
    await expect(turns.take()).rejects.toMatchObject({ code: 'engine/busy' });
    end();
    (await waiting)();
    (await turns.take())();
  });

  it('lets a waiting caller leave without disturbing the others', async () => {
    const turns = new Turns(5);
    const end = await turns.take();
    const leaving = new AbortController();
    const left = turns.take(leaving.signal);
    const next = turns.take();
    leaving.abort();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    end();
    end(); // ending twice must not hand out a second turn
    const endNext = await next;
    let third = false;
    void turns.take().then(() => (third = true));
    await Promise.resolve();
    expect(third).toBe(false);
    endNext();
  });

  it('refuses a signal that has aborted already', async () => {
    await expect(new Turns(1).take(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
