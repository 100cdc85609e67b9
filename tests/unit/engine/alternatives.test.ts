import { describe, expect, it } from 'vitest';
import { likeliest } from '../../../src/lib/engine/alternatives';

describe('likeliest', () => {
  it('gives the softmax over the whole vocabulary, likeliest first', () => {
    const logits = Float32Array.of(1, 3, 2, 3.5, -50);
    const found = likeliest(logits, 3, String);
    expect(found.map(({ text }) => text)).toEqual(['3', '1', '2']);
    const sum = [...logits].reduce((total, logit) => total + Math.exp(logit), 0);
    expect(found[0]!.probability).toBeCloseTo(Math.exp(3.5) / sum, 6);
    expect(found[2]!.probability).toBeCloseTo(Math.exp(2) / sum, 6);
  });

  it('gives no more than there are, and stands large logits', () => {
    const found = likeliest(Float32Array.of(1000, 999), 5, String);
    expect(found).toHaveLength(2);
    expect(found[0]!.probability).toBeCloseTo(0.731, 3);
  });
});
