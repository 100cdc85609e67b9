import { expect, it } from 'vitest';
import { parseNotes } from '../../../../src/lib/packs/hub/commits';
import { FUZZ_RUNS, mutateText, outcomes } from '../../../fixtures/fuzz';
import { seeded } from '../../../fixtures/gguf/random';

const id = (n: number) => n.toString(16).padStart(40, '0');
const commit = (n: number, title: unknown = `change ${n}`) => ({
  ...{ id: id(n), title, message: 'x'.repeat(500), authors: [{ user: 'a', avatar: 'b' }] },
  date: '2026-01-20T10:00:00.000Z' as unknown,
});
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

it('what was written since the installed commit, newest first, without empty lines', () => {
  const listed = [commit(4), commit(3, '  '), { ...commit(2), date: 'soon' }, commit(1), commit(0)];
  expect(parseNotes(bytes(listed), id(1))).toEqual([
    { title: 'change 4', date: '2026-01-20T10:00:00.000Z' },
    { title: 'change 2', date: '' },
  ]);
});

it('is ten lines at most, none of them long, and none that turns the words around it', () => {
  const notes = parseNotes(
    bytes(Array.from({ length: 50 }, (_, n) => commit(n, `\u202e${'y'.repeat(900)}`))),
    '',
  );
  expect(notes).toHaveLength(10);
  for (const { title } of notes) {
    expect(title.length).toBeLessThanOrEqual(200);
    expect(title).not.toContain('\u202e');
  }
});

it('A2: with anything changed is read, or refused as an answer', { timeout: 3_600_000 }, async () => {
  const answer = JSON.stringify([commit(3), commit(2)]);
  const random = seeded(44);
  const seen = await outcomes(() => parseNotes(mutateText(answer, random), id(1)));
  expect([...seen.keys()].sort()).toEqual(['done', 'source/hub-answer']);
  expect(seen.get('source/hub-answer')).toBeGreaterThan(FUZZ_RUNS / 100);
});
