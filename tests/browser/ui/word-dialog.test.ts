import { beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { packBytes } from '../../../src/lib/domain/pack';
import type { PlannedPack } from '../../../src/lib/domain/plan';
import WordDialog from '../../../src/lib/ui/WordDialog.svelte';
import { smallPack } from '../../fakes/small-pack';

let plan: PlannedPack;

beforeEach(async () => {
  const { entry } = await smallPack({ mib: 0.01 });
  const totalBytes = packBytes(entry.manifest);
  plan = {
    ...entry,
    source: { kind: 'file', fileName: '<b>stick</b>/model.gguf' },
    trust: 'first-seen',
    totalBytes,
    toFetch: totalBytes,
    fits: [],
    unknown: ['who-made-it', 'licence'],
  };
});

async function open() {
  const answer = vi.fn();
  const { component } = await render(WordDialog, {});
  component.ask(plan, answer);
  const dialog = page.getByRole('dialog', { name: 'Your word for Small pack' });
  await expect.element(dialog).toBeVisible();
  return { answer, dialog, component };
}

it.each(['vouched', 'declared'] as const)('asks nobody for the word for a %s model', async (trust) => {
  const answer = vi.fn();
  const { component } = await render(WordDialog, {});
  component.ask({ ...plan, trust }, answer);
  expect(answer.mock.calls).toEqual([['']]);
  expect(document.querySelector('dialog')).toBeNull();
});

it('says why a word is needed, where the model comes from, as text, and what nobody knows', async () => {
  const { dialog } = await open();
  for (const said of [
    'Nobody vouches',
    '<b>stick</b>/model.gguf',
    'Who made these files',
    'Which licence it has',
  ]) {
    await expect.element(dialog).toHaveTextContent(said);
  }
});

it('takes no word before the box is ticked, and hands over the person’s own note', async () => {
  const { answer } = await open();
  const give = page.getByRole('button', { name: 'Give my word' });
  await expect.element(give).toBeDisabled();
  await page.getByLabelText('Why do you trust it?').fill('  from my teacher ');
  await page.getByRole('checkbox').click();
  await give.click();
  expect(answer.mock.calls).toEqual([['from my teacher']]);
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

it('Escape gives no word, and the next question starts from nothing', async () => {
  const { answer, component } = await open();
  await page.getByLabelText('Why do you trust it?').fill('old note');
  await page.getByRole('checkbox').click();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(answer).not.toHaveBeenCalled();
  component.ask(plan, answer);
  await expect.element(page.getByLabelText('Why do you trust it?')).toHaveValue('');
  await expect.element(page.getByRole('button', { name: 'Give my word' })).toBeDisabled();
});
