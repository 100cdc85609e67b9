import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { PackCheck } from '../../../src/lib/domain/install';
import type { InstalledPack, Verification } from '../../../src/lib/domain/pack';
import InstalledCard from '../../../src/lib/ui/InstalledCard.svelte';
import { SMOL } from '../state/scripted';

const LINKS = { papers: '/papers', file: '/file', device: '/device' };

async function show(
  verdict: Verification['verdict'],
  check?: PackCheck,
  { usedAt, ...more }: Partial<InstalledPack> & { usedAt?: string } = {},
) {
  const pack: InstalledPack = { ...SMOL, ...more, verification: { ...SMOL.verification, verdict } };
  const calls = { onVerify: vi.fn(), onRepair: vi.fn(), onStopRepair: vi.fn(), onRemove: vi.fn() };
  const screen = await render(InstalledCard, { pack, check, usedAt, links: LINKS, ...calls });
  return { screen, calls, verdict: screen.getByTestId('verdict') };
}

it('a pack that is right says so with the time, and needs no repair', async () => {
  const { screen, calls, verdict } = await show('verified');
  await expect.element(verdict).toHaveTextContent(/every byte is right \(Nov 1, 2026/);
  await expect.element(screen.getByRole('button', { name: 'Repair' })).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Check again' }).click();
  expect(calls.onVerify).toHaveBeenCalledOnce();
});

it.each([
  ['corrupt', 'Damaged: a file is not what it should be'],
  ['incomplete', 'Incomplete: a file is missing'],
] as const)('S7: a pack that is %s says so, and can be repaired', async (verdict, words) => {
  const { screen, calls, verdict: chip } = await show(verdict);
  await expect.element(chip).toHaveTextContent(words);
  await screen.getByRole('button', { name: 'Repair' }).click();
  expect(calls.onRepair).toHaveBeenCalledOnce();
});

it('while it is checked or repaired nothing else can be begun', async () => {
  const { screen } = await show('corrupt', { kind: 'repairing', state: { kind: 'planning' } });
  await expect.element(screen.getByRole('progressbar', { name: 'Repairing…' })).not.toHaveAttribute('value');
  for (const name of ['Check again', 'Remove'])
    await expect.element(screen.getByRole('button', { name })).toBeDisabled();
  await screen.rerender({ check: { kind: 'verifying', fraction: 0.5 } });
  await expect
    .element(screen.getByRole('progressbar', { name: 'Checking…' }))
    .toHaveAttribute('value', '0.5');
});

it('a repair tells how far it is and what it waits for, and the button that began it stops it', async () => {
  const { screen, calls } = await show('incomplete');
  const button = screen.getByRole('button', { name: /^(Repair|Stop)/ });
  (button.element() as HTMLElement).focus();
  const held = { heldBytes: 2.5e7, totalBytes: 1e8 };
  const speed = { bytesPerSecond: 5e5, secondsLeft: 150, following: false };
  await screen.rerender({ check: { kind: 'repairing', state: { kind: 'running', ...held, ...speed } } });
  await expect.element(screen.getByText('25 MB of 100 MB · 500 kB/s · 3 minutes left')).toBeVisible();
  const error = { code: 'source/unreachable', details: {}, message: '' } as const;
  const waiting = { kind: 'waiting', ...held, error, retryInMs: 3000 } as const;
  await screen.rerender({ check: { kind: 'repairing', state: waiting } });
  await expect.element(screen.getByText(/The network failed/)).toBeVisible();
  expect(document.activeElement?.textContent.trim()).toBe('Stop');
  await button.click();
  expect(calls.onStopRepair).toHaveBeenCalledOnce();
});

it('S7: a repair without a network says so beside the pack, and can be tried again', async () => {
  const error = { code: 'source/unreachable', details: {}, message: '' } as const;
  const { screen } = await show('corrupt', { kind: 'failed', error });
  await expect.element(screen.getByRole('alert')).toHaveTextContent('could not be reached');
  await expect.element(screen.getByRole('button', { name: 'Repair' })).toBeEnabled();
});

it('removes at once, since it can be brought back', async () => {
  const { screen, calls } = await show('verified');
  await screen.getByRole('button', { name: 'Remove' }).click();
  expect(calls.onRemove).toHaveBeenCalledOnce();
});

it('leads to its papers, to a file of it and to another device, by names that tell the models apart', async () => {
  const { screen } = await show('verified');
  for (const [name, href] of [
    ['Papers: SmolLM2 135M', '/papers'],
    ['Save as a file: SmolLM2 135M', '/file'],
    ['Send to a device: SmolLM2 135M', '/device'],
  ] as const)
    await expect.element(screen.getByRole('link', { name })).toHaveAttribute('href', href);
});

it('says who vouches for it, how open it is, and when it was last used', async () => {
  const { screen } = await show('verified');
  for (const words of ['Vouched for', 'Openness not known', 'Not used yet'])
    await expect.element(screen.getByText(words, { exact: true })).toBeVisible();
  const stranger = await show('verified', undefined, {
    trust: 'first-seen',
    usedAt: '2026-11-02T10:00:00.000Z',
  });
  await expect.element(stranger.screen.getByText('First seen here').last()).toBeVisible();
  await expect.element(stranger.screen.getByText(/Last used: Nov 2, 2026/)).toBeVisible();
});
