import { describe, expect, it } from 'vitest';
import { Pacer } from '../../../src/lib/engine/pacer';

describe('Pacer', () => {
  it('joins deltas that come faster than a frame, and loses none', () => {
    let now = 0;
    const pacer = new Pacer(() => now);
    const events = [];
    for (let i = 0; i < 100; i++) {
      events.push(pacer.push(`${i},`));
      now += 4;
    }
    events.push(pacer.flush());
    const sent = events.filter((event) => event !== undefined);
    expect(sent.length).toBeLessThan(30);
    const text = sent.map((event) => (event.kind === 'delta' ? event.text : '')).join('');
    expect(text).toBe(Array.from({ length: 100 }, (_, i) => `${i},`).join(''));
  });

  it('sends slow deltas one by one', () => {
    let now = 0;
    const pacer = new Pacer(() => (now += 50));
    expect(pacer.push('a')).toEqual({ kind: 'delta', text: 'a' });
    expect(pacer.push('b')).toEqual({ kind: 'delta', text: 'b' });
    expect(pacer.flush()).toBeUndefined();
  });

  it('keeps alternatives with their token', () => {
    const pacer = new Pacer(() => 0);
    const alternatives = [{ text: 'a', probability: 1 }];
    expect(pacer.push('a', alternatives)).toEqual({ kind: 'delta', text: 'a', alternatives });
    expect(pacer.push('b', alternatives)).toEqual({ kind: 'delta', text: 'b', alternatives });
  });
});
