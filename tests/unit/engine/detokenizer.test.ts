import { describe, expect, it } from 'vitest';
import { Detokenizer } from '../../../src/lib/engine/detokenizer';

/** One token a byte, decoded as UTF-8: the worst that byte-level tokenizers do. */
const decodeBytes = (ids: Int32Array) => new TextDecoder().decode(Uint8Array.from(ids));

describe('Detokenizer', () => {
  it('O4: holds a character back until all its bytes have come', () => {
    const text = 'añ€😀 fin';
    const detokenizer = new Detokenizer(decodeBytes);
    const deltas = [...new TextEncoder().encode(text)].map((byte) => detokenizer.push(byte));
    expect(deltas.join('') + detokenizer.flush()).toBe(text);
    expect(deltas.some((delta) => delta.includes('\uFFFD'))).toBe(false);
  });

  it('gives bytes that are no character out after four tokens, and goes on', () => {
    const detokenizer = new Detokenizer(decodeBytes);
    const bytes = [0x61, 0xff, 0xfe, 0xfd, 0xfc, 0x62];
    const text = bytes.map((byte) => detokenizer.push(byte)).join('') + detokenizer.flush();
    expect(text).toBe('a\uFFFD\uFFFD\uFFFD\uFFFDb');
  });

  it('gives out what is left when the answer ends within a character', () => {
    const detokenizer = new Detokenizer(decodeBytes);
    expect(detokenizer.push(0xe2)).toBe('');
    expect(detokenizer.flush()).toBe('\uFFFD');
    expect(detokenizer.flush()).toBe('');
  });

  it('keeps spaces that a decoder strips at the start of a text', () => {
    const words = [' one', ' two', ' three'];
    const decode = (ids: Int32Array) =>
      [...ids]
        .map((id) => words[id])
        .join('')
        .replace(/^ /, '');
    const detokenizer = new Detokenizer(decode);
    expect([0, 1, 2].map((id) => detokenizer.push(id)).join('')).toBe('one two three');
  });

  it('decodes few tokens at a time, however long the answer', () => {
    let longest = 0;
    const detokenizer = new Detokenizer((ids) => {
      longest = Math.max(longest, ids.length);
      return decodeBytes(ids);
    });
    for (let i = 0; i < 1000; i++) detokenizer.push(0x61);
    expect(longest).toBeLessThan(8);
  });
});
