import { afterEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { ERROR_CODES, type ErrorShape } from '../../../src/lib/domain/errors';
import { locale } from '../../../src/lib/i18n/locale.svelte';
import ErrorBox from '../../../src/lib/ui/ErrorBox.svelte';

const quota: ErrorShape = {
  code: 'storage/quota',
  details: { needed: 98_362_432, available: 0 },
  message: 'storage/quota: full',
};

afterEach(() => locale.use('en'));

it('says what happened with its figures, what to do, and the code only in the details', async () => {
  const screen = await render(ErrorBox, { error: quota });
  const box = screen.getByRole('alert');
  await expect.element(box).toHaveTextContent('98.4 MB needed, 0 bytes free.');
  await expect.element(box).toHaveTextContent('Free some space on the disk');
  await expect.element(screen.getByText('storage/quota · storage/quota: full')).not.toBeVisible();
  await screen.getByText('Details for support').click();
  await expect.element(screen.getByText('storage/quota · storage/quota: full')).toBeVisible();
});

it('can be dismissed and tried again where the page allows it', async () => {
  const onDismiss = vi.fn();
  const onRetry = vi.fn();
  const screen = await render(ErrorBox, { error: quota, onDismiss, onRetry });
  await screen.getByRole('button', { name: 'Close this message' }).click();
  await screen.getByRole('button', { name: 'Try again' }).click();
  expect([onDismiss.mock.calls.length, onRetry.mock.calls.length]).toEqual([1, 1]);
});

it('offers no button that does nothing', async () => {
  const screen = await render(ErrorBox, { error: quota });
  expect(screen.container.querySelectorAll('button')).toHaveLength(0);
});

it('follows the language of the app while it stands there', async () => {
  const screen = await render(ErrorBox, { error: quota });
  await locale.use('fr');
  await expect.element(screen.getByRole('alert')).toHaveTextContent(/98,4\sMo/);
});

it('O1: what a server or a file said is text, in the sentence and in the details', async () => {
  const evil = '<img src=x onerror="document.title=1">';
  const screen = await render(ErrorBox, {
    error: { code: 'pack/manifest-invalid', details: { where: evil }, message: evil },
  });
  await expect.element(screen.getByRole('alert')).toHaveTextContent(evil);
  expect(screen.container.querySelector('img')).toBe(null);
});

it.each(ERROR_CODES)('%s has words for an error without any details', async (code) => {
  const screen = await render(ErrorBox, { error: { code, details: {}, message: '' } });
  const words = screen.container.querySelectorAll('p');
  expect(words[0]?.textContent).toMatch(/\w.*[.)]$/);
  expect(words[1]?.textContent).toMatch(/\w.*\.$/);
});
