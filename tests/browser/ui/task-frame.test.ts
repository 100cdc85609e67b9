import { createRawSnippet } from 'svelte';
import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import EvidenceLabel from '../../../src/lib/ui/EvidenceLabel.svelte';
import RunButton from '../../../src/lib/ui/RunButton.svelte';
import TaskFrame from '../../../src/lib/ui/TaskFrame.svelte';

const part = (html: string) => createRawSnippet(() => ({ render: () => html }));
const idle = { phase: 'idle', canStart: true, error: null } as const;

async function frame() {
  const calls = { onStart: vi.fn(), onStop: vi.fn(), onDismiss: vi.fn() };
  const screen = await render(TaskFrame, {
    title: 'Draft',
    prefix: '',
    empty: null,
    ready: true,
    work: idle,
    engine: { choice: null, loading: null, activity: null, pace: null, notice: undefined },
    news: '',
    choices: part('<p>the choices</p>'),
    children: part('<textarea aria-label="the text"></textarea>'),
    ...calls,
  });
  return { screen, calls };
}

it('Ctrl+Enter starts and Escape stops, each only where there is something to start or stop', async () => {
  const { screen, calls } = await frame();
  await screen.getByLabelText('the text').click();
  await userEvent.keyboard('{Escape}{Control>}{Enter}{/Control}');
  expect([calls.onStart.mock.calls.length, calls.onStop.mock.calls.length]).toEqual([1, 0]);
  await screen.rerender({ work: { ...idle, phase: 'running', canStart: false } });
  await userEvent.keyboard('{Control>}{Enter}{/Control}{Escape}');
  expect([calls.onStart.mock.calls.length, calls.onStop.mock.calls.length]).toEqual([1, 1]);
});

it('without a model it says what to do, and shows no field that would do nothing', async () => {
  const { screen } = await frame();
  await expect.element(screen.getByText('the choices')).toBeVisible();
  const empty = { text: 'To draft, install a model first.', href: '/', action: 'Choose a model' };
  await screen.rerender({ empty });
  await expect.element(screen.getByRole('link', { name: 'Choose a model' })).toBeVisible();
  expect(screen.container.querySelector('textarea')).toBe(null);
});

it('an error is told beside the texts, and can be tried again or closed', async () => {
  const { screen, calls } = await frame();
  const error = { code: 'engine/worker-died', details: {}, message: 'engine/worker-died' } as const;
  await screen.rerender({ work: { ...idle, error } });
  await expect.element(screen.getByRole('alert')).toHaveTextContent('The engine stopped.');
  await screen.getByRole('button', { name: 'Try again' }).click();
  await screen.getByRole('button', { name: 'Close this message' }).click();
  expect([calls.onStart.mock.calls.length, calls.onDismiss.mock.calls.length]).toEqual([1, 1]);
});

it('whoever starts by keyboard stops with the same button', async () => {
  const calls = { onStart: vi.fn(), onStop: vi.fn() };
  const words = { start: 'Translate', stop: 'Stop' };
  const props = { running: false, canStart: true, icon: 'translate' as const, words, ...calls };
  const screen = await render(RunButton, props);
  const button = screen.getByRole('button');
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await screen.rerender({ running: true, canStart: false });
  await expect.element(button).toHaveTextContent('Stop');
  await expect.element(button).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect([calls.onStart.mock.calls.length, calls.onStop.mock.calls.length]).toEqual([1, 1]);
});

it('a model with no warnings and no grade gets no empty box', async () => {
  const { container } = await render(EvidenceLabel, { warnings: [] });
  expect(container.querySelector('div')?.textContent.trim() ?? '').toBe('');
  expect(container.querySelector('svg')).toBe(null);
});
