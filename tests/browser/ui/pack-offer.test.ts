import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Assessment } from '../../../src/lib/domain/device';
import type { InstallState } from '../../../src/lib/domain/install';
import PackOffer from '../../../src/lib/ui/PackOffer.svelte';
import { SMOL } from '../state/scripted';

type Shown = {
  state?: InstallState;
  assessment?: Assessment | null;
  forecast?: { needs: number; free: number | null; hasRoom: boolean };
};

async function show({ state = { kind: 'available' }, ...more }: Shown) {
  const calls = { onInstall: vi.fn(), onPause: vi.fn(), onCancel: vi.fn() };
  const screen = await render(PackOffer, {
    manifest: SMOL.manifest,
    state,
    storageHref: '/library/storage/',
    ...more,
    ...calls,
  });
  return { screen, calls };
}

it.each([
  ['fits', [], 'On this device: Fits well'],
  ['slow', ['on-cpu', 'no-gpu'], 'On this device: May be slow'],
  ['no', ['phone-memory'], 'On this device: Does not fit'],
] as const)(
  'before a download it says whether the model %s here, and why',
  async (verdict, reasons, words) => {
    const { screen } = await show({ assessment: { verdict, reasons: [...reasons] } });
    const fit = screen.getByTestId('fit');
    await expect.element(fit).toHaveTextContent(words);
    expect(fit.element().querySelectorAll('li').length).toBe(reasons.length);
  },
);

it('says nothing of the device while that is looked at', async () => {
  const { screen } = await show({ assessment: null });
  await expect.element(screen.getByTestId('fit')).not.toBeInTheDocument();
});

it('a download that has room is told with both figures', async () => {
  const { screen } = await show({ forecast: { needs: 1.9e9, free: 2.4e9, hasRoom: true } });
  await expect.element(screen.getByTestId('forecast')).toHaveTextContent('Needs 1.9 GB, 2.4 GB free.');
  await expect.element(screen.getByRole('button', { name: /^Install/ })).toBeVisible();
});

it('the button names what is still to come, not what is here already', async () => {
  const { screen } = await show({ forecast: { needs: 11_400, free: 2.4e9, hasRoom: true } });
  await expect.element(screen.getByRole('button', { name: /^Install \(11\.4 kB\)/ })).toBeVisible();
});

it('where the browser does not say how much is free, that is said', async () => {
  const { screen } = await show({ forecast: { needs: 1.9e9, free: null, hasRoom: true } });
  await expect.element(screen.getByTestId('forecast')).toHaveTextContent('does not say how much is free');
});

it('S1: without room it cannot be installed: refused plainly, with the figures and the way to make room', async () => {
  const { screen } = await show({ forecast: { needs: 1.9e9, free: 0.4e9, hasRoom: false } });
  await expect
    .element(screen.getByTestId('no-room'))
    .toHaveTextContent('It cannot be installed: it needs 1.9 GB, and only 400 MB are free.');
  await expect.element(screen.getByRole('button', { name: /^Install/ })).not.toBeInTheDocument();
  await expect
    .element(screen.getByRole('link', { name: 'Make room' }))
    .toHaveAttribute('href', '/library/storage/');
});

it('a download that is under way keeps its buttons, whatever room is left', async () => {
  const { screen } = await show({
    state: { kind: 'paused', heldBytes: 1, totalBytes: 2 },
    forecast: { needs: 1, free: 0, hasRoom: false },
  });
  await expect.element(screen.getByRole('button', { name: 'Go on' })).toBeVisible();
});
