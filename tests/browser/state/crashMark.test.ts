import { beforeEach, expect, it } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import { dismissCrash, findCrash, markLoad } from '../../../src/lib/state/crashMark';

const PACK = 'a'.repeat(64) as Digest;
const PREFIX = 'haversack:loading:';
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

beforeEach(() => {
  for (const key of keys()) localStorage.removeItem(key);
});

/** What a tab leaves behind that died: the mark without its lock. */
function left(value: unknown, name = 'dead'): void {
  localStorage.setItem(PREFIX + name, typeof value === 'string' ? value : JSON.stringify(value));
}

it('a load that ended leaves nothing', async () => {
  const end = await markLoad(PACK, 'A model', 'gpu');
  expect(keys().length).toBe(1);
  end();
  expect([keys(), await findCrash()]).toEqual([[], undefined]);
});

it('a load that goes on, in this tab or another, is no crash', async () => {
  const end = await markLoad(PACK, 'A model', 'gpu');
  expect(await findCrash()).toBeUndefined();
  end();
});

it('a mark without a living tab is a crash, told until it is dismissed', async () => {
  left({ packId: PACK, name: 'A model', engine: 'gpu' });
  const crash = await findCrash();
  expect(crash).toMatchObject({ packId: PACK, name: 'A model', engine: 'gpu' });
  expect(await findCrash()).toEqual(crash);
  dismissCrash(crash!);
  expect([keys(), await findCrash()]).toEqual([[], undefined]);
});

it('dismissing takes all marks of that model, and leaves those of others', async () => {
  left({ packId: PACK, name: 'A model', engine: 'gpu' }, '1');
  left({ packId: PACK, name: 'A model', engine: 'cpu' }, '2');
  left({ packId: 'b'.repeat(64), name: 'Another', engine: 'cpu' }, '3');
  dismissCrash({ key: '', packId: PACK, name: 'A model', engine: 'gpu' });
  expect(await findCrash()).toMatchObject({ name: 'Another' });
});

it('a page that is left on purpose while it loads has not crashed', async () => {
  const end = await markLoad(PACK, 'A model', 'gpu');
  dispatchEvent(new PageTransitionEvent('pagehide'));
  expect(keys()).toEqual([]);
  end();
});

it('S8: a damaged mark is thrown away', async () => {
  left('{ not JSON');
  left({ packId: '../x', name: 'A model', engine: 'gpu' }, '2');
  expect([await findCrash(), keys()]).toEqual([undefined, []]);
});
