import { afterEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { locale } from '../../../src/lib/i18n/locale.svelte';
import LanguagePicker from '../../../src/lib/ui/LanguagePicker.svelte';

async function show(value = 'es', allowAuto = false) {
  const onChange = vi.fn();
  const screen = await render(LanguagePicker, {
    label: 'From',
    value,
    languages: ['es', 'sw', 'en'],
    allowAuto,
    onChange,
  });
  return { screen, onChange, select: screen.getByLabelText('From') };
}
const options = (screen: { container: HTMLElement }) =>
  [...screen.container.querySelectorAll('option')].map((option) => option.textContent);

afterEach(() => locale.use('en'));

it('lists languages by their names in the reader’s language, in that language’s order', async () => {
  const { screen, select, onChange } = await show();
  expect(options(screen)).toEqual(['English', 'Spanish', 'Swahili', 'Other…']);
  await userEvent.selectOptions(select, 'sw');
  expect(onChange).toHaveBeenCalledWith('sw');
  await locale.use('fr');
  await expect.poll(() => options(screen)).toEqual(['anglais', 'espagnol', 'swahili', 'Autre…']);
});

it('offers to detect only where it may', async () => {
  expect(options((await show('auto', true)).screen)[0]).toBe('Detect the language');
  expect(options((await show('es')).screen)).not.toContain('Detect the language');
});

it('keeps a language that is not in the list', async () => {
  const { screen, select } = await show('pt-BR');
  await expect.element(select).toHaveValue('pt-BR');
  expect(options(screen)).toContain('Brazilian Portuguese');
});

it('takes a typed tag and puts it in its usual form', async () => {
  const { screen, select, onChange } = await show();
  await userEvent.selectOptions(select, 'other');
  const field = screen.getByLabelText(/Language tag/);
  await expect.element(field).toHaveFocus();
  await userEvent.type(field, ' pt-br {Enter}');
  expect(onChange).toHaveBeenCalledExactlyOnceWith('pt-BR');
  await expect.element(screen.getByRole('combobox')).toBeVisible();
});

it.each(['', '!!', 'x', 'not a tag', 'auto', '../../etc', '<b>'])(
  'refuses %j and says so beside the field',
  async (tag) => {
    const { screen, select, onChange } = await show();
    await userEvent.selectOptions(select, 'other');
    const field = screen.getByLabelText(/Language tag/);
    if (tag !== '') await field.fill(tag);
    await userEvent.click(screen.getByRole('button', { name: 'OK' }));
    await expect.element(screen.getByRole('alert')).toHaveTextContent('That is not a language tag.');
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    expect(onChange).not.toHaveBeenCalled();
  },
);

it('Escape goes back to the list, stops nothing else, and leaves no complaint behind', async () => {
  const outside = vi.fn();
  addEventListener('keydown', outside);
  const { screen, select, onChange } = await show();
  await userEvent.selectOptions(select, 'other');
  await screen.getByLabelText(/Language tag/).fill('!!');
  await userEvent.click(screen.getByRole('button', { name: 'OK' }));
  await userEvent.click(screen.getByLabelText(/Language tag/));
  await userEvent.keyboard('{Escape}');
  removeEventListener('keydown', outside);
  expect(outside.mock.calls.filter(([event]) => (event as KeyboardEvent).key === 'Escape')).toEqual([]);
  await expect.element(screen.getByRole('combobox')).toHaveValue('es');
  await userEvent.selectOptions(screen.getByRole('combobox'), 'other');
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  await expect.element(screen.getByLabelText(/Language tag/)).toHaveValue('');
  expect(onChange).not.toHaveBeenCalled();
});
