import { expect, it } from 'vitest';
import { readAhead } from '../../../../src/lib/packs/line/read-ahead';

/** A line that gives one byte at a time, whenever it is asked; `given` tells how often that was. */
function line(end: { bytes: number; fault?: Error }) {
  const seen = { given: 0, closed: false, stopped: false };
  async function* pieces() {
    try {
      for (; seen.given < end.bytes; seen.given++) yield new Uint8Array([seen.given]);
      if (end.fault) throw end.fault;
    } finally {
      seen.closed = true;
    }
  }
  return { seen, pieces: pieces(), stop: () => void (seen.stopped = true) };
}

/** Until nothing is left to be done that was begun. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

it('hands on everything in its order', async () => {
  const { pieces, seen, stop } = line({ bytes: 100 });
  const got: number[] = [];
  for await (const piece of readAhead(pieces, 7, stop)) got.push(...piece);
  expect(got).toEqual(Array.from({ length: 100 }, (_, index) => index));
  expect(seen).toMatchObject({ closed: true, stopped: true });
});

it('reads on while the taker is busy, and no further than it may', async () => {
  const { pieces, seen, stop } = line({ bytes: 100 });
  const ahead = readAhead(pieces, 10, stop);
  await ahead.next();
  await settled();
  expect(seen.given, 'the first was taken, ten wait').toBeLessThanOrEqual(11);
  expect(seen.given).toBeGreaterThanOrEqual(10);
  await ahead.return();
  await settled();
  expect(seen).toMatchObject({ closed: true, stopped: true });
});

it('a fault takes nothing of what came before it, however late that is taken', async () => {
  const { pieces, seen, stop } = line({ bytes: 5, fault: new Error('the line is dead') });
  const ahead = readAhead(pieces, 10, stop);
  const got = [(await ahead.next()).value?.[0]];
  await settled();
  expect(seen.closed, 'the line broke long ago').toBe(true);
  for (let left = 4; left > 0; left--) got.push((await ahead.next()).value?.[0]);
  expect(got).toEqual([0, 1, 2, 3, 4]);
  await expect(ahead.next()).rejects.toThrow('the line is dead');
});

it('a taker that gives up ends a read that would wait for ever', async () => {
  let hang: (thrown: Error) => void = () => {};
  let closed = false;
  async function* pieces() {
    try {
      yield new Uint8Array(1);
      await new Promise<void>((_, reject) => (hang = reject));
    } finally {
      closed = true;
    }
  }
  for await (const piece of readAhead(pieces(), 10, () => hang(new Error('abandoned')))) {
    expect(piece).toHaveLength(1);
    await settled();
    break;
  }
  await settled();
  expect(closed).toBe(true);
});
