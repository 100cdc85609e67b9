import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { InstallState } from '../../../src/lib/domain/install';
import InstallControl from '../../../src/lib/ui/InstallControl.svelte';

const unreachable = { code: 'source/unreachable', details: {}, message: 'source/unreachable' } as const;
const half = { heldBytes: 49_000_000, totalBytes: 98_000_000 };

async function show(state: InstallState) {
  const calls = { onInstall: vi.fn(), onPause: vi.fn(), onCancel: vi.fn() };
  const screen = await render(InstallControl, { name: 'SmolLM2', bytes: 98_000_000, state, ...calls });
  const buttons = () =>
    [...screen.container.querySelectorAll('button')].map((button) => button.textContent.trim());
  return { screen, calls, buttons };
}

it('offers to install, with the size, and the name for those who hear the button alone', async () => {
  const { screen, calls } = await show({ kind: 'available' });
  const button = screen.getByRole('button', { name: 'Install (98 MB): SmolLM2' });
  await button.click();
  expect(calls.onInstall).toHaveBeenCalledOnce();
});

it('says that a pack is installed, and offers nothing', async () => {
  const { screen, buttons } = await show({ kind: 'installed' });
  await expect.element(screen.getByText('Installed', { exact: true })).toBeVisible();
  expect(buttons()).toEqual([]);
});

it('while it plans nothing is claimed about progress', async () => {
  const { screen, buttons } = await show({ kind: 'planning' });
  await expect.element(screen.getByText('Looking at what is here already…')).toBeVisible();
  await expect.element(screen.getByRole('progressbar', { name: 'SmolLM2' })).not.toHaveAttribute('value');
  expect(buttons()).toEqual(['Pause', 'Cancel']);
});

it('shows bytes, speed and time left, and can be paused or cancelled', async () => {
  const state: InstallState = {
    kind: 'running',
    ...half,
    bytesPerSecond: 2e6,
    secondsLeft: 24.6,
    following: false,
  };
  const { screen, calls } = await show(state);
  await expect.element(screen.getByText('49 MB of 98 MB · 2 MB/s · 25 seconds left')).toBeVisible();
  await expect.element(screen.getByRole('progressbar')).toHaveAttribute('value', '0.5');
  await screen.getByRole('button', { name: 'Pause' }).click();
  const cancel = screen.getByRole('button', { name: 'Cancel' });
  await cancel.click();
  await expect.element(screen.getByText('What has arrived (49 MB) would be deleted.')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Keep it' })).toHaveFocus();
  await screen.getByRole('button', { name: 'Keep it' }).click();
  await expect.element(cancel).toHaveFocus();
  expect([calls.onPause.mock.calls.length, calls.onCancel.mock.calls.length]).toEqual([1, 0]);
  await cancel.click();
  await screen.getByRole('button', { name: 'Delete it' }).click();
  expect(calls.onCancel).toHaveBeenCalledOnce();
});

it('asks nothing where next to nothing would be lost', async () => {
  const { screen, calls } = await show({ kind: 'paused', heldBytes: 999_999, totalBytes: 98_000_000 });
  await screen.getByRole('button', { name: 'Cancel' }).click();
  expect(calls.onCancel).toHaveBeenCalledOnce();
});

it('does not guess a speed before there is one, and says when only the checking is left', async () => {
  const state: InstallState = {
    kind: 'running',
    ...half,
    bytesPerSecond: null,
    secondsLeft: null,
    following: false,
  };
  const { screen } = await show(state);
  await expect.element(screen.getByText('49 MB of 98 MB', { exact: true })).toBeVisible();
  await screen.rerender({ state: { ...state, heldBytes: half.totalBytes } });
  await expect.element(screen.getByText(/Checking every byte…/)).toBeVisible();
});

it('T1: says that another tab downloads', async () => {
  const { screen } = await show({
    kind: 'running',
    ...half,
    bytesPerSecond: 1,
    secondsLeft: 1,
    following: true,
  });
  await expect.element(screen.getByText(/Another tab is downloading this/)).toBeVisible();
});

it('N1: a network that is down is shown as waiting, with what is held', async () => {
  const { screen, buttons } = await show({ kind: 'waiting', ...half, error: unreachable, retryInMs: 3900 });
  await expect.element(screen.getByText(/The network failed. Trying again in 4 s/)).toBeVisible();
  await expect.element(screen.getByText(/49 MB of 98 MB/)).toBeVisible();
  expect(buttons()).toEqual(['Pause', 'Cancel']);
  await expect.element(screen.getByText(/Trying again in [123] s/)).toBeVisible();
});

it('what is read out elsewhere on the page is no second alert', async () => {
  const { screen } = await show({ kind: 'failed', ...half, error: unreachable });
  await expect.element(screen.getByRole('alert')).toBeVisible();
  await screen.rerender({ quiet: true });
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  await expect.element(screen.getByText(/could not be reached/)).toBeVisible();
});

it('paused, it can go on or be cancelled', async () => {
  const { screen, calls, buttons } = await show({ kind: 'paused', ...half });
  await expect.element(screen.getByText(/Paused. What has arrived is kept./)).toBeVisible();
  expect(buttons()).toEqual(['Go on', 'Cancel']);
  await screen.getByRole('button', { name: 'Go on' }).click();
  expect(calls.onInstall).toHaveBeenCalledOnce();
});

it('S1: failed, it says why with the figures filled in, and can be tried again', async () => {
  const error = {
    code: 'storage/quota',
    details: { needed: 98_000_000, available: 5_000_000 },
    message: 'storage/quota',
  } as const;
  const { screen, calls, buttons } = await show({ kind: 'failed', ...half, error });
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent('There is not enough free storage: 98 MB needed, 5 MB free.');
  expect(buttons()).toEqual(['Try again', 'Cancel']);
  await screen.rerender({ storageHref: '/library/storage/' });
  await expect
    .element(screen.getByRole('link', { name: 'Make room' }))
    .toHaveAttribute('href', '/library/storage/');
  await screen.getByRole('button', { name: 'Try again' }).click();
  expect(calls.onInstall).toHaveBeenCalledOnce();
});

it('a pack of no bytes divides nothing by zero', async () => {
  const { screen } = await show({ kind: 'paused', heldBytes: 0, totalBytes: 0 });
  await expect.element(screen.getByRole('progressbar')).not.toHaveAttribute('value');
});

it('one button takes the keyboard from installing to pausing, going on and back', async () => {
  const { screen } = await show({ kind: 'available' });
  const button = screen.getByRole('button', { name: /SmolLM2/ }).first();
  (button.element() as HTMLElement).focus();
  const states: [InstallState, string][] = [
    [{ kind: 'planning' }, 'Pause: SmolLM2'],
    [{ kind: 'paused', ...half }, 'Go on: SmolLM2'],
    [{ kind: 'failed', ...half, error: unreachable }, 'Try again: SmolLM2'],
    [{ kind: 'available' }, 'Install (98 MB): SmolLM2'],
  ];
  for (const [state, label] of states) {
    await screen.rerender({ state });
    expect(document.activeElement?.getAttribute('aria-label')).toBe(label);
  }
});

it('after cancelling the focus is on what is left', async () => {
  const { screen } = await show({ kind: 'paused', ...half });
  await screen.getByRole('button', { name: 'Cancel: SmolLM2' }).click();
  await screen.getByRole('button', { name: 'Delete it' }).click();
  await screen.rerender({ state: { kind: 'available' } });
  await expect.element(screen.getByRole('button', { name: 'Install (98 MB): SmolLM2' })).toHaveFocus();
});
