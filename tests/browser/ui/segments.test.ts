import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Segment } from '../../../src/lib/domain/task';
import SegmentList from '../../../src/lib/ui/SegmentList.svelte';
import SegmentRow from '../../../src/lib/ui/SegmentRow.svelte';

const segment = (changes: Partial<Segment> = {}): Segment => ({
  id: 's1',
  source: 'El río sube.',
  target: 'The river rises.',
  status: 'done',
  flags: [],
  ...changes,
});

async function row(changes: Partial<Segment>, busy = false) {
  const calls = { onEdit: vi.fn(), onRetry: vi.fn(), onAccept: vi.fn() };
  const props = { segment: segment(changes), number: 3, from: 'es', to: 'en', busy };
  return { screen: await render(SegmentRow, { ...props, ...calls }), calls };
}

describe('a sentence', () => {
  it('waits, is written, and stands to be edited', async () => {
    const { screen, calls } = await row({ status: 'pending', target: '' });
    await expect.element(screen.getByText('waiting')).toBeVisible();
    await screen.rerender({ segment: segment({ status: 'streaming', target: 'The ri' }) });
    await expect.element(screen.getByText('The ri')).toBeVisible();
    expect(screen.container.querySelector('textarea')).toBe(null);
    await screen.rerender({ segment: segment() });
    const field = screen.getByLabelText('Sentence 3, translation');
    await expect.element(field).toHaveValue('The river rises.');
    await field.fill('The river is rising.');
    expect(calls.onEdit).toHaveBeenLastCalledWith('The river is rising.');
  });

  it('I8: source and target take their own direction and language', async () => {
    const { screen } = await row({ source: 'النهر يرتفع', target: 'The river rises.' });
    const source = screen.container.querySelector('p');
    expect([source?.dir, source?.lang]).toEqual(['auto', 'es']);
    expect(getComputedStyle(source!).direction).toBe('rtl');
    const target = screen.container.querySelector('textarea');
    expect([target?.dir, target?.lang]).toEqual(['auto', 'en']);
    expect(getComputedStyle(target!).direction).toBe('ltr');
  });

  it.each(['streaming', 'done', 'flagged', 'failed', 'kept'] as const)(
    'O1: markup from a document or a model stays text (%s)',
    async (status) => {
      const evil = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
      const { screen } = await row({
        source: evil,
        target: evil,
        status,
        flags: [{ kind: 'link', problem: 'added', details: evil }],
      });
      expect(screen.container.querySelector('img, script')).toBe(null);
      expect(screen.container.querySelector('p')?.textContent).toBe(evil);
      const target = screen.container.querySelector('textarea')?.value ?? screen.container.textContent;
      expect(target).toContain(evil);
      expect('pwned' in window).toBe(false);
    },
  );

  it('says in words what needs an eye, and takes the person’s judgement', async () => {
    const { screen, calls } = await row({
      status: 'flagged',
      flags: [
        { kind: 'number', problem: 'lost', details: '3,200' },
        { kind: 'link', problem: 'added', details: 'https://evil.example' },
        { kind: 'script', details: 'Cyrl' },
        { kind: 'language', details: 'fr' },
        { kind: 'cut' },
      ],
    });
    const words = [...screen.container.querySelectorAll('bdi')].map((flag) => flag.textContent);
    expect(words).toEqual([
      'Number missing: 3,200',
      'Link not in the original: https://evil.example',
      'Unexpected writing system: Cyrillic',
      'Perhaps in another language: French',
      'Cut off: the end is missing',
    ]);
    await screen.getByRole('button', { name: 'It is right' }).click();
    await screen.getByRole('button', { name: 'Try this sentence again' }).click();
    expect([calls.onAccept.mock.calls.length, calls.onRetry.mock.calls.length]).toEqual([1, 1]);
  });

  it('two flags of one kind are both shown', async () => {
    const twice = { kind: 'number', problem: 'lost', details: '5' } as const;
    const { screen } = await row({ status: 'flagged', flags: [twice, twice] });
    expect(screen.container.querySelectorAll('bdi')).toHaveLength(2);
  });

  it('that failed can be tried again, not called right; while another is written neither', async () => {
    const { screen } = await row({ status: 'failed', target: 'The ri' });
    await expect.element(screen.getByRole('button', { name: 'Try this sentence again' })).toBeEnabled();
    expect(screen.container.querySelectorAll('button')).toHaveLength(1);
    await screen.rerender({ busy: true });
    await expect.element(screen.getByRole('button', { name: 'Try this sentence again' })).toBeDisabled();
  });
});

describe('the list', () => {
  async function list(segments: Segment[]) {
    const calls = { onEdit: vi.fn(), onRetry: vi.fn(), onAccept: vi.fn() };
    const screen = await render(SegmentList, { segments, from: 'es', to: 'en', busy: false, ...calls });
    const rows = () => [...screen.container.querySelectorAll('li[aria-label]')].map((each) => each.ariaLabel);
    return { screen, calls, rows, summary: screen.getByTestId('summary') };
  }
  const five = () =>
    (['done', 'flagged', 'failed', 'pending', 'kept'] as const).map((status, n) =>
      segment({ id: `s${n + 1}`, status, flags: status === 'flagged' ? [{ kind: 'copied' }] : [] }),
    );

  it('counts what is done and what needs an eye', async () => {
    const { summary, rows } = await list(five());
    await expect.element(summary).toHaveTextContent('3 of 5 · 2 need your eye');
    expect(rows()).toHaveLength(5);
  });

  it('shows only what needs an eye when asked, under its own number', async () => {
    const { screen, rows, calls } = await list(five());
    await screen.getByRole('checkbox').click();
    expect(rows()).toEqual(['Sentence 2', 'Sentence 3']);
    await screen.getByRole('button', { name: 'It is right' }).click();
    expect(calls.onAccept).toHaveBeenCalledWith('s2');
  });

  it('the keyboard stays where the work is: in the row, or in the next where the row is gone', async () => {
    const { screen } = await list(five());
    await screen.getByRole('button', { name: 'It is right' }).click();
    await expect.element(screen.getByLabelText('Sentence 2, translation')).toHaveFocus();
    await screen.getByRole('button', { name: 'Try this sentence again' }).nth(1).click();
    expect(document.activeElement?.ariaLabel).toBe('Sentence 3');

    await screen.getByRole('checkbox').click();
    const right = five().map((each) => (each.id === 's2' ? { ...each, status: 'edited' as const } : each));
    await screen.rerender({ onAccept: () => void screen.rerender({ segments: right }) });
    await screen.getByRole('button', { name: 'It is right' }).click();
    await expect.poll(() => document.activeElement?.ariaLabel).toBe('Sentence 3');
  });

  it('a row that is being edited does not vanish under the person’s hands', async () => {
    const segments = five();
    const { screen, rows } = await list(segments);
    await screen.getByRole('checkbox').click();
    await screen.getByLabelText('Sentence 2, translation').fill('T');
    const edited = segments.map((each) =>
      each.id === 's2' ? { ...each, status: 'edited' as const, flags: [] } : each,
    );
    await screen.rerender({ segments: edited });
    expect(rows()).toEqual(['Sentence 2', 'Sentence 3']);
  });

  it('when nothing needs an eye any more, everything is shown again', async () => {
    const { screen, rows } = await list(five());
    await screen.getByRole('checkbox').click();
    await screen.rerender({
      segments: five().map((each) => ({ ...each, status: 'edited' as const, flags: [] })),
    });
    await expect.poll(() => rows().length).toBe(5);
    expect(screen.container.querySelector('input[type=checkbox]')).toBe(null);
  });

  it('I5: draws a page of a long text at a time', async () => {
    const { screen, rows, summary } = await list(
      Array.from({ length: 1001 }, (_, n) => segment({ id: `s${n + 1}`, status: 'pending', target: '' })),
    );
    await expect.element(summary).toHaveTextContent('0 of 1,001 · Nothing to check');
    expect(rows()).toHaveLength(200);
    await screen.getByRole('button', { name: 'Show 801 more' }).click();
    await expect.poll(() => rows().length).toBe(400);
  });
});
