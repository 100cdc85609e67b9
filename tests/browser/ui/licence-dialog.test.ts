import { beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { appError } from '../../../src/lib/domain/errors';
import type { PackManifest } from '../../../src/lib/domain/pack';
import LicenceDialog from '../../../src/lib/ui/LicenceDialog.svelte';
import LicenceGate from '../../../src/lib/ui/LicenceGate.svelte';
import LicenceTexts from '../../../src/lib/ui/papers/LicenceTexts.svelte';
import { smallPack } from '../../fakes/small-pack';

let manifest: PackManifest;
const readText = vi.fn(async () => 'The whole terms.');

beforeEach(async () => {
  readText.mockClear();
  ({ manifest } = (
    await smallPack({
      mib: 0.01,
      change: (made) => ({
        ...made,
        licence: {
          ...made.licence,
          mustAccept: true,
          spdx: 'LicenseRef-strict',
          name: 'Strict Terms',
          conditions: ['Do no harm.', 'Keep the notice.'],
        },
      }),
    })
  ).entry);
});

async function open() {
  const onAccept = vi.fn();
  const onDecline = vi.fn();
  const screen = await render(LicenceDialog, { manifest, readText, onAccept, onDecline });
  return { screen, onAccept, onDecline };
}

it('cannot be accepted before the box is ticked', async () => {
  const { screen, onAccept } = await open();
  const accept = screen.getByRole('button', { name: 'Accept and install' });
  await expect.element(accept).toBeDisabled();
  await screen.getByRole('checkbox').click();
  await accept.click();
  expect(onAccept).toHaveBeenCalledOnce();
});

it('names the terms and their conditions before anything is asked', async () => {
  const { screen } = await open();
  const dialog = screen.getByRole('dialog', { name: 'Before you install Small pack' });
  for (const words of ['Strict Terms', 'Do no harm.', 'Keep the notice.']) {
    await expect.element(dialog).toHaveTextContent(words);
  }
});

it('says of a standard text that it is one, and of a licence without a text where that can be read, or that nobody says', async () => {
  const bare = (spdx: string, url = '') => ({
    ...manifest,
    licence: { ...manifest.licence, spdx, url },
    shards: manifest.shards.filter(({ role }) => role !== 'licence'),
  });
  const shown = async (of: PackManifest) => {
    const screen = await render(LicenceTexts, { manifest: of, readText });
    const text = screen.container.textContent.trim();
    await screen.unmount();
    return text;
  };
  const [standard, elsewhere, nowhere] = [
    'SPDX list of licences',
    'this app does not have it',
    'gives no address',
  ];
  expect(await shown(bare('MIT'))).toContain(standard);
  expect(await shown(bare('MIT'))).toContain('licence/MIT.txt');
  expect(await shown(manifest)).not.toContain(standard);
  expect(await shown(bare('LicenseRef-Gemma-Terms', 'https://ai.google.dev/gemma/terms'))).toContain(
    elsewhere,
  );
  expect(await shown(bare('LicenseRef-named'))).toContain(nowhere);
  expect(await shown(bare('LicenseRef-unknown'))).toBe('');
});

it('reads the full terms only when they are opened, and shows them word for word', async () => {
  const { screen } = await open();
  expect(readText).not.toHaveBeenCalled();
  await screen.getByText('LICENSE.txt').click();
  await expect.element(screen.getByText('The whole terms.')).toBeVisible();
  await screen.getByText('LICENSE.txt').click();
  await screen.getByText('LICENSE.txt').click();
  expect(readText).toHaveBeenCalledOnce();
});

it('A11: shows a mark that would turn the words of the terms round by its name', async () => {
  readText.mockResolvedValueOnce('You may \u202eton\u202c copy it.');
  const { screen } = await open();
  await screen.getByText('LICENSE.txt').click();
  await expect.element(screen.getByText('RLO')).toBeVisible();
});

it('says it where the terms cannot be read', async () => {
  readText.mockRejectedValueOnce(appError('source/unreachable'));
  const { screen } = await open();
  await screen.getByText('LICENSE.txt').click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('could not be reached');
});

it.each([
  ['Escape', () => userEvent.keyboard('{Escape}')],
  ['“Do not install”', () => page.getByRole('button', { name: 'Do not install' }).click()],
  ['the cross', () => page.getByRole('button', { name: 'Close' }).click()],
])('%s declines, once', async (_, act) => {
  const { onAccept, onDecline } = await open();
  await act();
  await expect.poll(() => onDecline.mock.calls.length).toBe(1);
  expect(onAccept).not.toHaveBeenCalled();
});

it('the gate asks only for what must be accepted and was not', async () => {
  const { entry } = await smallPack({ mib: 0.01 });
  const strict = { packId: entry.packId, manifest };
  const answer = vi.fn();
  const { component } = await render(LicenceGate, { readText });
  component.ask(entry, false, answer);
  component.ask(strict, true, answer);
  expect(answer.mock.calls).toEqual([[false], [true]]);
  component.ask(strict, false, answer);
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(answer).toHaveBeenCalledTimes(2);
  component.ask(strict, false, answer);
  await page.getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Accept and install' }).click();
  expect(answer.mock.calls[2]).toEqual([true]);
});
