import { expect, it } from 'vitest';
import { connect } from '../../../src/lib/wire/connect';
import { patientPort } from '../../../src/lib/wire/patient';

type Echo = { echo(args: { text: string }, context: { signal: AbortSignal }): Promise<string> };

/** Answers a call as wire/serve would, in a script that needs no server. */
const SCRIPT = `onmessage = ({ data }) => postMessage({ kind: 'result', id: data.id, result: data.args.text });`;
const script = (text: string) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
const MISSING = '/no-such-worker.js';

/** Workers whose scripts are these, one after another, the last for ever. */
function starting(...scripts: string[]) {
  const deaths: string[] = [];
  let started = 0;
  const port = patientPort(
    () => new Worker(scripts[Math.min(started++, scripts.length - 1)]!, { type: 'module' }),
    (why) => deaths.push(why),
  );
  return { port, deaths, started: () => started, wire: connect<Echo>(port) };
}

it('a script that does not arrive is asked for again, and what was asked meanwhile is answered', async () => {
  const { wire, deaths, started, port } = starting(MISSING, MISSING, script(SCRIPT));
  const answers = Promise.all([wire.call('echo', { text: 'one' }), wire.call('echo', { text: 'two' })]);
  expect(await answers).toEqual(['one', 'two']);
  expect([started(), deaths]).toEqual([3, []]);
  port.end();
});

it('a script that never arrives is given up, and that is told once', async () => {
  const { wire, deaths, started } = starting(MISSING);
  void wire.call('echo', { text: 'one' });
  await expect.poll(() => deaths).toEqual(['the worker did not start']);
  expect(started()).toBe(4);
});

it('what was ended between two tries is not started again', async () => {
  let started = 0;
  let fail = () => {};
  const failed = new Promise<void>((resolve) => (fail = resolve));
  const spawn = () => {
    started++;
    const worker = new Worker(MISSING, { type: 'module' });
    worker.addEventListener('error', fail);
    return worker;
  };
  const port = patientPort(spawn, () => {});
  await failed;
  port.end();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(started).toBe(1);
});

it('a script that throws is not started again: it would throw again', async () => {
  const { deaths, started } = starting(script(`throw new Error('broken')`));
  await expect.poll(() => deaths.length).toBe(1);
  expect(deaths[0]).toContain('broken');
  expect(started()).toBe(1);
});

it('a worker that has spoken and dies is not asked the same things again', async () => {
  const { wire, deaths, started } = starting(
    script(`${SCRIPT} setTimeout(() => { throw new Error('late') }, 300)`),
  );
  expect(await wire.call('echo', { text: 'one' })).toBe('one');
  await expect.poll(() => deaths.length).toBe(1);
  expect(started()).toBe(1);
});
