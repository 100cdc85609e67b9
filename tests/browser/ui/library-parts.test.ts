import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Digest } from '../../../src/lib/domain/digest';
import CrashNotice from '../../../src/lib/ui/CrashNotice.svelte';
import RemovedList from '../../../src/lib/ui/RemovedList.svelte';
import UpdateOffer from '../../../src/lib/ui/UpdateOffer.svelte';
import VerifyAll from '../../../src/lib/ui/VerifyAll.svelte';

it('verifying everything shows which model is read and how far, and can be stopped', async () => {
  const calls = { onStart: vi.fn(), onStop: vi.fn() };
  const screen = await render(VerifyAll, {
    state: { kind: 'running', name: 'Gemma', readBytes: 100e6, totalBytes: 350e6 },
    ...calls,
  });
  await expect.element(screen.getByText('Reading Gemma: 100 MB of 350 MB')).toBeVisible();
  await screen.getByRole('button', { name: 'Stop' }).click();
  expect(calls.onStop).toHaveBeenCalledOnce();
  await screen.rerender({ state: { kind: 'done', verified: 2, damaged: [] } });
  await expect.element(screen.getByRole('status')).toHaveTextContent('Every byte of 2 models is right.');
  await screen.rerender({ state: { kind: 'done', verified: 1, damaged: ['Gemma', 'SmolLM2'] } });
  await expect.element(screen.getByRole('status')).toHaveTextContent('Not right: Gemma, SmolLM2.');
  await screen.rerender({ state: { kind: 'stopped' } });
  await expect.element(screen.getByRole('status')).toHaveTextContent('Stopped.');
  await screen.getByRole('button', { name: 'Verify everything now' }).click();
  expect(calls.onStart).toHaveBeenCalledOnce();
});

it('what was removed can be brought back by name, or its room freed', async () => {
  const calls = { onUndo: vi.fn(), onFree: vi.fn() };
  const pack = { packId: 'a'.repeat(64) as Digest, name: 'Gemma', at: '', bytes: 254e6 };
  const screen = await render(RemovedList, { removed: [pack], ...calls });
  await expect.element(screen.getByTestId('removed')).toHaveTextContent('Gemma (254 MB)');
  await screen.getByRole('button', { name: 'Bring it back: Gemma' }).click();
  expect(calls.onUndo).toHaveBeenCalledExactlyOnceWith(pack);
  await screen.getByRole('button', { name: 'Free the space now' }).click();
  expect(calls.onFree).toHaveBeenCalledOnce();
  await screen.rerender({ removed: [] });
  await expect.element(screen.getByTestId('removed')).not.toBeInTheDocument();
});

it('an update says what differs before anything is fetched, and afterwards which one is old', async () => {
  const calls = { onInstall: vi.fn(), onPause: vi.fn(), onCancel: vi.fn() };
  const screen = await render(UpdateOffer, {
    name: 'Gemma',
    changes: [
      { kind: 'size', before: 254e6, after: 300e6 },
      { kind: 'licence', before: 'Apache License 2.0', after: 'Gemma Terms' },
      { kind: 'openness', before: 'open-weight', after: 'restricted' },
      { kind: 'changed', paths: ['model.gguf', 'LICENSE.txt'] },
    ],
    installed: false,
    bytes: 300e6,
    state: { kind: 'available' },
    ...calls,
  });
  const note = screen.getByTestId('update');
  for (const words of [
    'Size: 254 MB before, 300 MB now',
    'Licence: Apache License 2.0 before, Gemma Terms now',
    'Openness: Open weight before, Restricted now',
    'Files that were changed: model.gguf, LICENSE.txt',
  ])
    await expect.element(note).toHaveTextContent(words);
  await screen.getByRole('button', { name: 'Install beside it (300 MB to fetch)' }).click();
  expect(calls.onInstall).toHaveBeenCalledOnce();
  await screen.rerender({ installed: true });
  await expect.element(note).toHaveTextContent('This older one can be removed.');
  await expect.element(note.getByRole('button')).not.toBeInTheDocument();
});

it('a model that did not come back is named, with a smaller one, the CPU, and a way to close the note', async () => {
  const calls = { onCpu: vi.fn(), onDismiss: vi.fn() };
  const screen = await render(CrashNotice, {
    ...{
      name: 'Qwen 7B',
      onGpu: true,
      smaller: { name: 'SmolLM2', installed: true },
      libraryHref: '/library/',
    },
    ...calls,
  });
  const note = screen.getByTestId('crash');
  await expect.element(note).toHaveTextContent('Qwen 7B did not come back');
  await expect.element(note).toHaveTextContent('SmolLM2 is smaller and on this device');
  await screen.getByRole('button', { name: 'Run models on the CPU from now on' }).click();
  await screen.getByRole('button', { name: 'Close this note' }).click();
  expect([calls.onCpu.mock.calls.length, calls.onDismiss.mock.calls.length]).toEqual([1, 1]);
  await screen.rerender({ onGpu: false, smaller: undefined });
  await expect.element(note).toHaveTextContent('No smaller model is known here.');
  await expect.element(screen.getByRole('button', { name: /CPU/ })).not.toBeInTheDocument();
});
