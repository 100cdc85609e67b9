import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import FileBars from '../../../src/lib/ui/device/FileBars.svelte';

it('files that are complete are counted, and only the others have a bar', async () => {
  const done = Array.from({ length: 200 }, (_, at) => ({
    path: `params_shard_${at}.bin`,
    position: 9,
    bytes: 9,
  }));
  const files = [...done, { path: 'params_shard_200.bin', position: 3, bytes: 9 }];
  const { container } = await render(FileBars, { files });
  expect(container.textContent).toContain('200 files are complete');
  const bars = [...container.querySelectorAll('progress')];
  expect(bars.map((bar) => bar.getAttribute('aria-label'))).toEqual(['params_shard_200.bin']);
});
