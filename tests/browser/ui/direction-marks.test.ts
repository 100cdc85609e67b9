import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Segment } from '../../../src/lib/domain/task';
import { markedPieces } from '../../../src/lib/ui/directionMarks';
import SegmentRow from '../../../src/lib/ui/SegmentRow.svelte';

const EVIL = 'Pague a \u202Egro.live\u202C hoy \u2066x\u2069.';
const MARK = /[\u202A-\u202E\u2066-\u2069]/;

async function row(changes: Partial<Segment>) {
  const segment: Segment = {
    id: 's1',
    source: 'El río sube.',
    target: 'The river rises.',
    status: 'done',
    flags: [],
    ...changes,
  };
  const calls = { onEdit() {}, onRetry() {}, onAccept() {} };
  return (await render(SegmentRow, { segment, number: 1, from: 'es', to: 'en', busy: false, ...calls }))
    .container;
}

it('I8: hidden direction marks in a source are shown by name, not obeyed', async () => {
  const source = (await row({ source: EVIL })).querySelector('p')!;
  expect(source.textContent).toBe('Pague a RLOgro.livePDF hoy LRIxPDI.');
  expect(source.textContent).not.toMatch(MARK);
  expect(source.querySelector('[title]')?.getAttribute('title')).toContain('U+202E');
});

it('I8: so they are in a translation while it is written; then the person is told, and the text stays as it is', async () => {
  const streaming = await row({ target: EVIL, status: 'streaming' });
  expect(streaming.textContent).toContain('RLOgro.live');
  expect(streaming.textContent).not.toMatch(MARK);
  const done = await row({ target: EVIL });
  expect(done.querySelector('textarea')!.value).toBe(EVIL);
  expect(done.textContent).toContain('Hidden characters');
});

it('a text without them is shown as it is, without a word', async () => {
  const plain = await row({ source: 'شكرا، 3.200 km\nOK' });
  expect(plain.querySelector('p')!.textContent).toBe('شكرا، 3.200 km\nOK');
  expect(plain.textContent).not.toContain('Hidden characters');
});

it('the pieces are the text', () => {
  for (const text of [EVIL, '', '\u202E', 'a\u2069\u2069b'])
    expect(
      markedPieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
});
