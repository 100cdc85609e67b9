import { expect, it } from 'vitest';
import { wordToTabs } from '../../../src/lib/wire/tabs';

it('a word is heard by the other tabs, and not by the one that says it', async () => {
  let own = 0;
  const say = wordToTabs('tabs-test', () => own++);
  const heard = new Promise<void>((resolve) => wordToTabs('tabs-test', resolve));
  say();
  await heard;
  expect(own).toBe(0);
});
