import { afterEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { locale } from '../../../src/lib/i18n/locale.svelte';
import SettingsDialog from '../../../src/lib/ui/SettingsDialog.svelte';

afterEach(() => locale.use('en'));

async function show() {
  const calls = { onClose: vi.fn(), onLocale: vi.fn(), onTheme: vi.fn(), onEngine: vi.fn() };
  const screen = await render(SettingsDialog, { open: true, theme: 'dark', engine: 'auto', ...calls });
  return { screen, calls };
}

it('shows what is chosen', async () => {
  const { screen } = await show();
  await expect.element(screen.getByLabelText('Language of this app')).toHaveValue('en');
  await expect.element(screen.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect.element(screen.getByRole('radio', { name: 'Light' })).not.toBeChecked();
  await expect.element(screen.getByRole('radio', { name: 'Choose for me' })).toBeChecked();
});

it('tells of each choice at once', async () => {
  const { screen, calls } = await show();
  await screen.getByRole('radio', { name: 'Light' }).click();
  await screen.getByRole('radio', { name: 'Main processor (CPU)' }).click();
  await userEvent.selectOptions(screen.getByLabelText('Language of this app'), 'ar');
  await userEvent.keyboard('{Escape}');
  expect(calls.onTheme.mock.calls).toEqual([['light']]);
  expect(calls.onEngine.mock.calls).toEqual([['cpu']]);
  expect(calls.onLocale.mock.calls).toEqual([['ar']]);
  await expect.poll(() => calls.onClose.mock.calls.length).toBe(1);
});

it('names every language in its own words, whatever the app speaks', async () => {
  const { screen } = await show();
  await locale.use('ar');
  const options = () =>
    [...screen.container.querySelectorAll('option')].map(({ lang, textContent }) => [lang, textContent]);
  await expect.poll(options).toEqual([
    ['en', 'English'],
    ['fr', 'Français'],
    ['es', 'Español'],
    ['ar', 'العربية'],
  ]);
});
