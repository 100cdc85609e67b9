import { describe, expect, it } from 'vitest';
import { PARTS } from '../../../../tools/test/parts.mjs';
import { runStages, STAGES } from '../../../../tools/test/stages.mjs';

type Part = Parameters<typeof runStages>[2][number];
const COUNT = { passed: 1, failed: 0, skipped: 0, failures: [] };
const gate = () => {
  let open = () => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), passed };
};

/** Runs these parts in these stages; what was written, and the results. */
async function run(stages: string[][][], parts: Part[], asked: string[] = []) {
  let text = '';
  const results = await runStages('', stages, parts, asked, { write: (piece) => (text += piece) });
  return { text, results };
}

describe('the stages of a test run', () => {
  it('have every part, once', () => {
    expect(STAGES.flat(2).sort()).toEqual(PARTS.map(({ name }) => name).sort());
  });

  it('run lanes beside each other, and tell each part’s words in one piece, in their order', async () => {
    const second = gate();
    const slow: Part = {
      name: 'slow',
      run: async (_, out) => {
        out.write('slow begins\n');
        await second.passed; // would hang if the other lane waited for this one
        out.write('slow ends\n');
        return COUNT;
      },
    };
    const quick: Part = {
      name: 'quick',
      run: async (_, out) => {
        out.write('quick\n');
        second.open();
        return COUNT;
      },
    };
    const { text, results } = await run([[['slow'], ['quick']]], [slow, quick]);
    expect(text).toBe('\n== slow\nslow begins\nslow ends\n\n== quick\nquick\n');
    expect(results.map(({ part }) => part)).toEqual(['slow', 'quick']);
  });

  it('begin when the one before has ended, and the parts of a lane in turn', async () => {
    const order: string[] = [];
    const part = (name: string): Part => ({
      name,
      run: async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        order.push(`${name} ends`);
        return COUNT;
      },
    });
    await run([[['a', 'b']], [['c']]], ['a', 'b', 'c'].map(part));
    expect(order).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('leave out what was not chosen, and tell a part that it was asked for by name', async () => {
    const heard: boolean[] = [];
    const part: Part = { name: 'libs', run: async (_, _out, asked) => (heard.push(asked), COUNT) };
    await run(STAGES, [part], ['libs']);
    const { results } = await run(STAGES, [part]);
    expect(heard).toEqual([true, false]);
    expect(results).toHaveLength(1);
  });

  it('go on where a part breaks off, which is one failure', async () => {
    const breaks: Part = { name: 'unit', run: () => Promise.reject(new Error('no disk')) };
    const works: Part = { name: 'browser', run: async () => COUNT };
    const { results } = await run(STAGES, [breaks, works]);
    expect(results.map(({ passed, failed }) => [passed, failed])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(results[0]?.failures[0]?.said).toContain('no disk');
  });
});
