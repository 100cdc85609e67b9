import { expect, it } from 'vitest';
import { inSlices } from '../../../src/lib/workers/breathe';

/** Steps that each take a little longer than a slice. */
function* slowSteps(count: number): Generator<void, string, void> {
  for (let step = 0; step < count; step++) {
    for (const until = performance.now() + 10; performance.now() < until;);
    yield;
  }
  return 'all of it';
}

const none = new AbortController().signal;

it('other work gets its turn between the steps', async () => {
  let turns = 0;
  const other = setInterval(() => turns++, 0);
  expect(await inSlices(slowSteps(5), none)).toBe('all of it');
  clearInterval(other);
  expect(turns).toBeGreaterThan(1);
});

it('stops between two steps where nobody wants the rest', async () => {
  const stop = new AbortController();
  const working = inSlices(slowSteps(1000), stop.signal);
  stop.abort(new DOMException('stopped', 'AbortError'));
  await expect(working).rejects.toMatchObject({ name: 'AbortError' });
});
