import { expect, it } from 'vitest';
import { History } from '../../../src/lib/state/history';

it('goes back and forward through what was written', () => {
  const history = new History('');
  history.push('one');
  history.push('two');
  expect([history.current, history.canUndo, history.canRedo]).toEqual(['two', true, false]);
  history.undo();
  history.undo();
  expect([history.current, history.canUndo, history.canRedo]).toEqual(['', false, true]);
  history.redo();
  expect(history.current).toBe('one');
});

it('stays where it is at both ends', () => {
  const history = new History('only');
  history.undo();
  history.redo();
  expect(history.current).toBe('only');
});

it('forgets what was undone once something new is written', () => {
  const history = new History('a');
  history.push('b');
  history.undo();
  history.push('c');
  expect(history.canRedo).toBe(false);
  history.undo();
  expect(history.current).toBe('a');
});

it('writes the present version over without a new step', () => {
  const history = new History('a');
  history.push('');
  for (const text of ['b', 'bc', 'bcd']) history.replace(text);
  history.undo();
  expect(history.current).toBe('a');
  history.redo();
  expect(history.current).toBe('bcd');
});

it('drops a version that came to nothing, but never the first', () => {
  const history = new History('a');
  history.push('');
  history.drop();
  expect([history.current, history.canRedo]).toEqual(['a', false]);
  history.drop();
  expect(history.current).toBe('a');
});

it('lets the oldest versions go when there are too many', () => {
  const history = new History('0', 3);
  for (const text of ['1', '2', '3', '4']) history.push(text);
  history.undo();
  history.undo();
  expect([history.current, history.canUndo]).toEqual(['2', false]);
});
