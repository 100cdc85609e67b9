import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import DropZone from '../../../src/lib/ui/files/DropZone.svelte';

/** A drop somewhere on the page; returns whether the browser was kept from opening what was dropped in place of the app. */
function drop(dataTransfer: DataTransfer): boolean {
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
  return !document.body.dispatchEvent(event);
}

function carrying(what: File | string): DataTransfer {
  const transfer = new DataTransfer();
  if (what instanceof File) transfer.items.add(what);
  else transfer.items.add(what, 'text/plain');
  return transfer;
}

it('takes files that are dropped anywhere on the page', async () => {
  const onChosen = vi.fn();
  await render(DropZone, { busy: false, onChosen });
  expect(drop(carrying(new File(['x'], 'a.gguf')))).toBe(true);
  const [{ name, files }] = onChosen.mock.calls[0]!;
  expect(name).toBe('a.gguf');
  expect(await files).toMatchObject([{ path: 'a.gguf' }]);
});

it('takes nothing while another one is read, and the app stays open all the same', async () => {
  const onChosen = vi.fn();
  await render(DropZone, { busy: true, onChosen });
  expect(drop(carrying(new File(['x'], 'a.gguf')))).toBe(true);
  expect(onChosen).not.toHaveBeenCalled();
});

it('leaves text that is dragged to whoever wants it', async () => {
  const onChosen = vi.fn();
  await render(DropZone, { busy: false, onChosen });
  expect(drop(carrying('hello'))).toBe(false);
  expect(onChosen).not.toHaveBeenCalled();
});
