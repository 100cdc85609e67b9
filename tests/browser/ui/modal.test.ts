import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createRawSnippet } from 'svelte';
import { render } from 'vitest-browser-svelte';
import Modal from '../../../src/lib/ui/Modal.svelte';

const children = createRawSnippet(() => ({ render: () => '<p><button type="button">Inside</button></p>' }));
let opener: HTMLButtonElement;

beforeEach(() => {
  opener = document.createElement('button');
  opener.textContent = 'Opener';
  document.body.append(opener);
  opener.focus();
});
afterEach(() => opener.remove());

async function show() {
  const onClose = vi.fn();
  const screen = await render(Modal, { open: false, title: 'A question', onClose, children });
  onClose.mockImplementation(() => void screen.rerender({ open: false }));
  return { screen, onClose };
}

it('takes the focus while it is open, keeps it inside, and gives it back', async () => {
  const { screen, onClose } = await show();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await screen.rerender({ open: true });
  await expect.element(screen.getByRole('dialog', { name: 'A question' })).toBeVisible();
  const dialog = screen.container.querySelector('dialog');
  for (let step = 0; step < 5; step++) {
    expect(
      [dialog, document.body].some(
        (place) => place === document.activeElement || dialog?.contains(document.activeElement),
      ),
    ).toBe(true);
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement).not.toBe(opener);
  }
  await screen.getByRole('button', { name: 'Close' }).click();
  expect(onClose).toHaveBeenCalledOnce();
  await expect.poll(() => document.activeElement).toBe(opener);
});

it('closes with Escape, once, and the page hears nothing of it', async () => {
  const { screen, onClose } = await show();
  const outside = vi.fn();
  addEventListener('keydown', outside);
  await screen.rerender({ open: true });
  await userEvent.click(screen.getByRole('button', { name: 'Inside' }));
  await userEvent.keyboard('{Escape}');
  removeEventListener('keydown', outside);
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(outside).not.toHaveBeenCalled();
  await expect.poll(() => document.activeElement).toBe(opener);
});

it('taken off the page while open, it gives the focus back too', async () => {
  const { screen } = await show();
  await screen.rerender({ open: true });
  await expect.element(screen.getByRole('dialog')).toBeVisible();
  await screen.unmount();
  expect(document.activeElement).toBe(opener);
});

it('can be opened again', async () => {
  const { screen } = await show();
  for (let time = 0; time < 3; time++) {
    await screen.rerender({ open: true });
    await expect.element(screen.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  }
});
