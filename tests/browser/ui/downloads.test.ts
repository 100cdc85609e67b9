import { createRawSnippet } from 'svelte';
import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import DownloadChoices from '../../../src/lib/ui/DownloadChoices.svelte';
import DownloadRow from '../../../src/lib/ui/DownloadRow.svelte';
import DownloadsPanel from '../../../src/lib/ui/DownloadsPanel.svelte';
import TopBar from '../../../src/lib/ui/TopBar.svelte';

const nothing = createRawSnippet(() => ({ render: () => '<li></li>' }));
const TOTAL = { heldBytes: 41e6, totalBytes: 98e6, bytesPerSecond: 2e6, secondsLeft: 28.5 };

async function panel(more: Partial<Parameters<typeof render<typeof DownloadsPanel>>[1]> = {}) {
  const calls = { onPauseAll: vi.fn(), onResumeAll: vi.fn(), onAllow: vi.fn() };
  const props = {
    ...{
      total: TOTAL,
      count: 2,
      anyGoing: true,
      anyPaused: false,
      held: null,
      rows: nothing,
      choices: nothing,
    },
    ...calls,
    ...more,
  };
  return { calls, screen: await render(DownloadsPanel, props) };
}

it('shows all downloads as one, with bytes, speed and time left', async () => {
  const { screen, calls } = await panel();
  await expect
    .element(screen.getByTestId('downloads-total'))
    .toHaveTextContent('41 MB of 98 MB · 2 MB/s · 30 seconds left');
  await screen.getByRole('button', { name: 'Pause all' }).click();
  await expect.element(screen.getByRole('button', { name: 'Go on with all' })).toBeDisabled();
  expect(calls.onPauseAll).toHaveBeenCalledOnce();
});

it('what is paused can go on together', async () => {
  const { screen, calls } = await panel({ total: undefined, anyGoing: false, anyPaused: true });
  await screen.getByRole('button', { name: 'Go on with all' }).click();
  await expect.element(screen.getByRole('button', { name: 'Pause all' })).toBeDisabled();
  expect(calls.onResumeAll).toHaveBeenCalledOnce();
});

it('the keyboard is never left on a button that has nothing to do any more', async () => {
  const { screen } = await panel();
  const [pause, resume] = ['Pause all', 'Go on with all'].map((name) => screen.getByRole('button', { name }));
  (pause!.element() as HTMLElement).focus();
  await screen.rerender({ anyGoing: true, anyPaused: true });
  await expect.element(pause!).toHaveFocus();
  await screen.rerender({ total: undefined, anyGoing: false, anyPaused: true });
  await expect.element(resume!).toHaveFocus();
  await screen.rerender({ anyGoing: true, anyPaused: false });
  await expect.element(pause!).toHaveFocus();
});

it('empty, it says so and offers nothing to press', async () => {
  const { screen } = await panel({ total: undefined, count: 0 });
  await expect.element(screen.getByText('Nothing is being downloaded.')).toBeVisible();
  await expect.element(screen.getByRole('button')).not.toBeInTheDocument();
});

it.each([
  ['metered', 'This network is metered'],
  ['unknown', 'This browser does not say whether the network is metered'],
] as const)(
  'held by a network that is %s it says why, and leaves the choice to the person',
  async (held, words) => {
    const { screen, calls } = await panel({ held });
    await expect.element(screen.getByText(words)).toBeVisible();
    await screen.getByRole('button', { name: 'Use this network all the same' }).click();
    expect(calls.onAllow).toHaveBeenCalledOnce();
  },
);

it('a download is moved by buttons that name it, and not beyond the ends', async () => {
  const calls = { onMove: vi.fn(), onResume: vi.fn(), onPause: vi.fn(), onCancel: vi.fn() };
  const state = { kind: 'queued', heldBytes: 0, totalBytes: 98e6, because: 'turn' } as const;
  const screen = await render(DownloadRow, {
    ...{ name: 'SmolLM2', bytes: 98e6, state, first: true, last: false, storageHref: '/' },
    ...calls,
  });
  await expect.element(screen.getByText(/Waiting for its turn/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Move SmolLM2 up' })).toBeDisabled();
  await screen.getByRole('button', { name: 'Move SmolLM2 down' }).click();
  expect(calls.onMove).toHaveBeenCalledExactlyOnceWith(1);
  await expect.element(screen.getByRole('button', { name: 'Move SmolLM2 down' })).toHaveFocus();
  calls.onMove.mockImplementation(() => void screen.rerender({ first: false, last: true }));
  await screen.getByRole('button', { name: 'Move SmolLM2 down' }).click();
  await expect.element(screen.getByRole('button', { name: 'Move SmolLM2 up' })).toHaveFocus();
});

it('how many, how fast and over which networks is chosen in one place', async () => {
  const onChoose = vi.fn();
  const choices = { atOnce: 2, bytesPerSecond: null, unmeteredOnly: false, byBrowser: false };
  const screen = await render(DownloadChoices, { choices, mostAtOnce: 6, canByBrowser: true, onChoose });
  await screen.getByText('How to download').click();
  await screen.getByLabelText('At the same time').selectOptions('3');
  await screen.getByLabelText('Highest speed, all together').selectOptions('1 MB/s');
  await screen.getByLabelText('Only on networks that are not metered').click();
  await screen.getByLabelText('Let the browser go on when the app is closed').click();
  expect(onChoose.mock.calls.map(([chosen]) => chosen as unknown)).toEqual([
    { ...choices, atOnce: 3 },
    { ...choices, bytesPerSecond: 1_000_000 },
    { ...choices, unmeteredOnly: true },
    { ...choices, byBrowser: true },
  ]);
  await screen.rerender({ canByBrowser: false });
  await expect.element(screen.getByLabelText(/Let the browser/)).not.toBeInTheDocument();
});

it('every page shows in its bar how far downloads are, and leads to them', async () => {
  const bar = { path: '/draft/', base: '', online: true, onSettings: () => {} };
  const screen = await render(TopBar, { ...bar, downloads: { percent: 42, waiting: false } });
  const link = screen.getByRole('link', { name: 'Downloads: 42%' });
  await expect.element(link).toHaveAttribute('href', '/library/#downloads');
  await screen.rerender({ downloads: { percent: 42, waiting: true } });
  await expect.element(screen.getByRole('link', { name: 'Downloads are waiting' })).toBeVisible();
  await screen.rerender({ downloads: null });
  await expect.element(screen.getByTestId('downloading')).not.toBeInTheDocument();
});

it('below a path of its host the bar still knows which page is open', async () => {
  const screen = await render(TopBar, {
    ...{ path: '/school/draft/', base: '/school', online: true, onSettings: () => {} },
  });
  const link = screen.getByRole('link', { name: 'Draft' });
  await expect.element(link).toHaveAttribute('href', '/school/draft/');
  await expect.element(link).toHaveAttribute('aria-current', 'page');
});
