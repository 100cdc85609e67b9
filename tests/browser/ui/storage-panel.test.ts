import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { StorageReport } from '../../../src/lib/domain/device';
import type { StorageUsage } from '../../../src/lib/domain/usage';
import KeepingPanel from '../../../src/lib/ui/KeepingPanel.svelte';
import StoragePanel from '../../../src/lib/ui/StoragePanel.svelte';
import { GEMMA, SMOL } from '../state/scripted';

const NONE = { count: 0, bytes: 0 };
const [a, b] = [SMOL.packId, GEMMA.packId];
const USAGE: StorageUsage = {
  place: 'opfs',
  modelBytes: 352e6,
  packs: [
    { packId: a, name: 'Small', bytes: 100e6, sharedBytes: 1e6, sharedWith: [b] },
    { packId: b, name: 'Large', bytes: 253e6, sharedBytes: 1e6, sharedWith: [a] },
  ],
  removed: [],
  parts: NONE,
  loose: NONE,
  rejected: NONE,
};

async function show(
  change: Partial<StorageUsage> = {},
  props: { lacking?: (typeof a)[]; busy?: boolean } = {},
) {
  const calls = {
    onRemove: vi.fn(),
    onUndo: vi.fn(),
    onFreeRemoved: vi.fn(),
    onClearParts: vi.fn(),
    onClearRejected: vi.fn(),
  };
  const usage = { ...USAGE, ...change };
  const lastUsed = { [a]: '2026-11-01T10:00:00Z' };
  const screen = await render(StoragePanel, {
    usage,
    lastUsed,
    lacking: [],
    busy: false,
    ...props,
    ...calls,
  });
  return { screen, calls };
}

it('shows what each model takes, the largest first, when it was used, and what it shares', async () => {
  const { screen } = await show();
  const rows = screen.getByTestId('usage');
  await expect.element(rows.nth(0)).toHaveTextContent('Large');
  await expect.element(rows.nth(0)).toHaveTextContent('253 MB');
  await expect.element(rows.nth(0)).toHaveTextContent('Not used yet');
  await expect.element(rows.nth(1)).toHaveTextContent('Last used Nov 1, 2026');
  await expect
    .element(rows.nth(1))
    .toHaveTextContent('1 MB of it is shared with Large and stored once. Removing it frees 99 MB.');
});

it('says of a model whose files are gone that they are fetched again with a network', async () => {
  const { screen } = await show({}, { lacking: [a] });
  await expect.element(screen.getByTestId('usage').nth(1)).toHaveTextContent('fetched again by themselves');
  await expect.element(screen.getByTestId('usage').nth(0)).not.toHaveTextContent('fetched again');
});

it('removes a model, brings one back and frees what was removed', async () => {
  const removed = [{ packId: b, name: 'Large', at: '2026-11-01T10:00:00Z', bytes: 252e6 }];
  const { screen, calls } = await show({ packs: [USAGE.packs[0]!], removed });
  await screen.getByRole('button', { name: 'Remove Small' }).click();
  await expect.poll(() => calls.onRemove.mock.calls).toEqual([[a]]);
  await screen.getByTestId('removed').getByRole('button', { name: /Large/ }).click();
  await expect.poll(() => calls.onUndo.mock.calls).toEqual([[b]]);
  await screen.getByRole('button', { name: 'Free the space now' }).click();
  await expect.poll(() => calls.onFreeRemoved.mock.calls).toHaveLength(1);
});

it('offers to clean up only what is there', async () => {
  const { screen } = await show();
  await expect.element(screen.getByTestId('leftovers')).toHaveTextContent('There is nothing of the kind.');
  expect(screen.getByTestId('leftovers').getByRole('button').elements()).toHaveLength(0);

  const more = await show({ loose: { count: 2, bytes: 5e6 }, rejected: { count: 1, bytes: 3e6 } });
  const leftovers = more.screen.getByTestId('leftovers').last();
  await expect.element(leftovers).toHaveTextContent('2 files, 5 MB');
  await leftovers.getByRole('button', { name: 'Delete refused files' }).click();
  await expect.poll(() => more.calls.onClearRejected.mock.calls).toHaveLength(1);
  await leftovers.getByRole('button', { name: /loose files/ }).click();
  await expect.element(leftovers.getByText('What has arrived (5 MB) would be deleted.')).toBeVisible();
  expect(more.calls.onClearParts).not.toHaveBeenCalled();
  await leftovers.getByRole('button', { name: 'Delete it' }).click();
  await expect.poll(() => more.calls.onClearParts.mock.calls).toHaveLength(1);
});

it('a name that looks like markup is text', async () => {
  const { screen } = await show({ packs: [{ ...USAGE.packs[0]!, name: '<img src=x onerror=1>' }] });
  await expect.element(screen.getByRole('heading', { name: '<img src=x onerror=1>' })).toBeVisible();
});

async function keeping(
  report: Partial<StorageReport>,
  {
    place = 'opfs',
    asked = false,
    downloading = false,
  }: Partial<{ place: StorageUsage['place']; asked: boolean; downloading: boolean }> = {},
) {
  const calls = { onPersist: vi.fn(), onWithoutSaving: vi.fn() };
  const whole = { opfs: true, quotaBytes: 10e9, usedBytes: 1e9, persisted: false, ...report };
  const screen = await render(KeepingPanel, {
    place,
    report: whole,
    free: whole.quotaBytes === null ? null : 2e9,
    asked,
    busy: false,
    downloading,
    ...calls,
  });
  return { screen, calls, panel: screen.getByTestId('keeping') };
}

it('S9: a browser that keeps nothing by promise is told what that means, and asked once more on request', async () => {
  const { screen, calls, panel } = await keeping({}, { asked: true });
  await expect.element(panel).toHaveTextContent('it may delete all of it at once, your texts too');
  await expect.element(screen.getByRole('status')).toHaveTextContent('The browser said no');
  await expect.element(panel).toHaveTextContent(/Still free\s*2 GB/);
  await screen.getByRole('button', { name: 'Ask the browser to keep it' }).click();
  await expect.poll(() => calls.onPersist.mock.calls).toHaveLength(1);
});

it('a browser that promised to keep it is not asked again', async () => {
  const { screen, panel } = await keeping({ persisted: true });
  await expect.element(panel).toHaveTextContent('It goes only if you clear the data of this site.');
  await expect.element(screen.getByRole('button', { name: /keep it/ })).not.toBeInTheDocument();
});

it('a browser that says nothing of its room is not made to say zero', async () => {
  const { panel } = await keeping({ quotaBytes: null, usedBytes: null, persisted: null });
  await expect.element(panel).toHaveTextContent(/Still free\s*not told/);
});

it('working without saving waits for the downloads, which it would lose', async () => {
  const { screen, calls } = await keeping({}, { downloading: true });
  await expect.element(screen.getByRole('button', { name: 'Run without saving' })).toBeDisabled();
  await screen.rerender({ downloading: false });
  await screen.getByRole('button', { name: 'Run without saving' }).click();
  await expect.poll(() => calls.onWithoutSaving.mock.calls).toHaveLength(1);
});

it('in memory it says that all is gone with the tab, and promises nothing of the browser', async () => {
  const { screen, panel } = await keeping({ persisted: true }, { place: 'memory' });
  await expect.element(panel).toHaveTextContent('Nothing is saved in this tab');
  await expect.element(panel).not.toHaveTextContent('The browser keeps what is stored');
  expect(screen.getByRole('button').elements()).toHaveLength(0);
});
