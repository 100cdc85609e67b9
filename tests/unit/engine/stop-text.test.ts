import { describe, expect, it } from 'vitest';
import { StopText } from '../../../src/lib/engine/stop-text';

function run(stops: string[], deltas: string[]): { shown: string; stopped: boolean } {
  const stop = new StopText(stops);
  let shown = '';
  for (const delta of deltas) {
    const { text, stopped } = stop.push(delta);
    shown += text;
    if (stopped) return { shown, stopped };
  }
  return { shown: shown + stop.flush(), stopped: false };
}

describe('StopText', () => {
  it('cuts at a stop string that comes in pieces', () => {
    expect(run(['\n\n', 'User:'], ['Hello', ' there.\n', 'Us', 'er', ': hi'])).toEqual({
      shown: 'Hello there.\n',
      stopped: true,
    });
  });

  it('shows what only looked like the start of one', () => {
    expect(run(['User:'], ['Us', 'ual'])).toEqual({ shown: 'Usual', stopped: false });
    expect(run(['User:'], ['the Us'])).toEqual({ shown: 'the Us', stopped: false });
  });

  it('never shows any part of a stop string before it is sure', () => {
    const stop = new StopText(['</end>']);
    expect(stop.push('ok </en').text).toBe('ok ');
    expect(stop.push('d>')).toEqual({ text: '', stopped: true });
  });

  it('cuts at the first of several, and ignores empty ones', () => {
    expect(run(['b', 'a', ''], ['xxabyy'])).toEqual({ shown: 'xx', stopped: true });
  });
});
