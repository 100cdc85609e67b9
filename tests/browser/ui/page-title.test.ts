import { flushSync, mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import PageTitle from '../../../src/lib/ui/PageTitle.svelte';

it('a new page has its name alone, which is read out, and the figures of a download after that', async () => {
  const props = { page: 'Library', prefix: '42% · ' };
  const title = mount(PageTitle, { target: document.body, props });
  flushSync();
  expect(document.title).toBe('Library · Haversack');
  await expect.poll(() => document.title).toBe('42% · Library · Haversack');
  await unmount(title);
});
