import { describe, expect, it } from 'vitest';
import { TextList } from '../../../../src/lib/gguf/text-list';
import { allSteps } from '../../../../src/lib/gguf/tokenizer/steps';
import { roll, TokenTable } from '../../../../src/lib/gguf/tokenizer/token-table';
import { pick, seeded } from '../../../fixtures/gguf/random';
import { refusal } from '../../../fixtures/gguf/refusal';

function tableOf(texts: Uint8Array[]) {
  const ends = texts.map(() => 0);
  let length = 0;
  texts.forEach((text, index) => (ends[index] = length += text.length));
  const bytes = new Uint8Array(length);
  texts.forEach((text, index) => bytes.set(text, ends[index]! - text.length));
  const starts = Uint32Array.from(texts, (text, index) => ends[index]! - text.length);
  const tokens = new TextList({ bytes }, starts, Uint32Array.from(ends));
  const types = new Uint8Array(texts.length).fill(1);
  return { tokens, table: () => allSteps(TokenTable.of({ model: 'llama', tokens, types, bytes: length })) };
}

const hashOf = (bytes: Uint8Array) => bytes.reduce(roll, 0);

describe('TokenTable', { timeout: 30_000 }, () => {
  it('finds every token, and every cut of a token from the hashes of its beginnings', () => {
    const random = seeded(7);
    const seen = new Set<string>();
    while (seen.size < 3000)
      seen.add(Array.from({ length: 1 + pick(random, 6) }, () => 'abcde'[pick(random, 5)]).join(''));
    const texts = [...seen].map((text) => new TextEncoder().encode(text));
    const { tokens, table } = tableOf(texts);
    const found = table();
    const ids = new Map([...seen].map((text, id) => [text, id]));
    for (const [id, text] of texts.entries()) {
      const [start, end] = [tokens.start(id), tokens.end(id)];
      const whole = hashOf(text);
      expect(found.find(whole, start, end)).toBe(id);
      for (let cut = 1; cut < text.length; cut++) {
        const before = hashOf(text.subarray(0, cut));
        const right = found.find(found.tail(whole, before, text.length - cut), start + cut, end);
        const tail = new TextDecoder().decode(text.subarray(cut));
        expect(right).toBe(ids.get(tail) ?? -1);
        if (right !== -1) expect(found.mayBeNormal(hashOf(text.subarray(cut)))).toBe(true);
      }
    }
  });

  it('finds a token whose halves stand apart, and none that only looks alike', () => {
    const texts = ['ab', 'abc', 'c', 'ab c', 'b c'].map((text) => new TextEncoder().encode(text));
    const { tokens, table } = tableOf(texts);
    const found = table();
    const joined = (id: number, gap: number, text: string) =>
      found.hasJoined(
        hashOf(new TextEncoder().encode(text)),
        tokens.start(id),
        tokens.start(id) + gap,
        tokens.end(id),
      );
    expect(joined(3, 2, 'abc')).toBe(true);
    expect(joined(4, 1, 'bc')).toBe(false);
    // The hash of a token, over bytes that are none.
    expect(joined(4, 1, 'ab')).toBe(false);
  });

  it('refuses tokens that were made to have one hash, before they cost more than they weigh', async () => {
    // Thue-Morse words: any two of one length collide in a polynomial hash over a power of two.
    const word = (bit: number, order: number): string =>
      order === 0 ? (bit ? 'b' : 'a') : word(bit, order - 1) + word(1 - bit, order - 1);
    const [zero, one] = [word(0, 11), word(1, 11)];
    const texts = Array.from({ length: 1024 }, (_, index) =>
      new TextEncoder().encode(
        Array.from({ length: 10 }, (_, bit) => ((index >> bit) & 1 ? one : zero)).join(''),
      ),
    );
    expect(new Set(texts.map(hashOf)).size).toBe(1);
    const { table } = tableOf(texts.slice(0, 400));
    expect(await refusal(table)).toBe('gguf/limits lookUpWork');
  });
});
