import { expect, it } from 'vitest';
import { connect } from '../../../src/lib/wire/connect';
import { living, supervise, type Living } from '../../../src/lib/wire/supervise';
import { serve } from '../../../src/lib/wire/serve';

type Slow = Living & { wait(args: null, context: { signal: AbortSignal }): Promise<null> };

const TICK_MS = 1;
const never = () => new Promise<null>(() => {});

function both(): {
  wire: ReturnType<typeof connect<Slow>>;
  serving: ReturnType<typeof serve>;
  close(): void;
} {
  const { port1, port2 } = new MessageChannel();
  const serving = serve(port2, { ...living('test'), wait: never });
  const close = () => {
    serving.stop();
    port1.close();
    port2.close();
  };
  return { wire: connect<Slow>(port1), serving, close };
}

it('a worker that gives no sign of life while something is asked of it is told, once', async () => {
  const { wire, serving, close } = both();
  const ended: string[] = [];
  supervise(wire, (why) => ended.push(why), TICK_MS);
  await wire.call('alive', null);
  wire.call('wait', null).catch(() => {});
  serving.stop(); // no beat any more
  await expect.poll(() => ended).toEqual(['the worker does not answer']);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(ended).toHaveLength(1);
  close();
});

it('a worker of which nothing is asked may be silent for as long as it likes', async () => {
  const { wire, close } = both();
  const ended: string[] = [];
  const stop = supervise(wire, (why) => ended.push(why), TICK_MS);
  await wire.call('alive', null);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(ended).toEqual([]);
  stop();
  close();
});
