import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import SourceText from '../../../src/lib/ui/SourceText.svelte';

async function show(value = '', readonly = false) {
  const onInput = vi.fn<(text: string) => void>();
  const screen = await render(SourceText, {
    id: 'source',
    value,
    placeholder: 'Type here',
    readonly,
    onInput,
  });
  const field = () => screen.container.querySelector('textarea')!;
  const paste = (text: string) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    field().dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { screen, field, paste, onInput };
}

it('is a plain field for a text that a person types', async () => {
  const { screen, field, onInput } = await show('Hola');
  expect([field().value, field().dir, field().readOnly]).toEqual(['Hola', 'auto', false]);
  await screen.getByRole('textbox').fill('Hola, Ana');
  expect(onInput).toHaveBeenLastCalledWith('Hola, Ana');
});

it('leaves a paste of common size to the browser', async () => {
  const { paste, onInput } = await show('Hola');
  expect(paste('x'.repeat(1000))).toBe(false);
  expect(onInput).not.toHaveBeenCalled();
});

it('I5: takes a huge paste itself, at the selection, and draws only its beginning', async () => {
  const { screen, field, paste, onInput } = await show('Hola, Ana');
  field().setSelectionRange(6, 9);
  const huge = 'palabra '.repeat(1_250_000);
  expect(paste(huge)).toBe(true);
  const text = onInput.mock.calls[0]![0];
  expect([text.length, text.startsWith('Hola, palabra ')]).toEqual([huge.length + 6, true]);
  await screen.rerender({ value: text });
  expect([field().value.length < 3000, field().value.at(-1), field().readOnly]).toEqual([true, '…', true]);
  await expect.element(screen.getByText(/This text has 10,000,006 characters/)).toBeVisible();
  await screen.rerender({ value: '' });
  expect([field().value, field().readOnly]).toEqual(['', false]);
});

it('cuts no character in two where it stops drawing', async () => {
  const { field } = await show('😀'.repeat(60_000));
  expect(field().value.isWellFormed()).toBe(true);
  const { field: odd } = await show(`x${'😀'.repeat(60_000)}`);
  expect(odd().value.isWellFormed()).toBe(true);
});

it('changes nothing while the text is being worked on', async () => {
  const { field, paste, onInput } = await show('Hola', true);
  expect(field().readOnly).toBe(true);
  paste('x'.repeat(200_000));
  expect(onInput).not.toHaveBeenCalled();
});
