import { describe, expect, it } from 'vitest';
import { problemOf } from '../../../src/lib/mlc/regex';
import { QWEN_REGEX } from '../../fixtures/mlc/tiny-folder';

describe('the regular expressions of a tokenizer', () => {
  it.each([
    ['Qwen2', QWEN_REGEX],
    [
      'Llama 3',
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
    ],
    ['GPT-2', "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"],
    [
      'Mistral’s Tekken',
      '[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+',
    ],
    [
      'o200k',
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
    ],
    ['Phi’s and Llama’s space', ' {2,}'],
  ])('of %s pass', (_, pattern) => {
    expect(problemOf(pattern)).toBeNull();
  });

  it.each([
    ['(a+)+$'],
    ['(?:a|a)*b'],
    ['(?:a*)*'],
    ['([a-z]+)*x'],
    ['(?:(?:a+)?)+'],
    ['(\\w+\\s?)+'],
    ['(?:a|ab){1,999}'],
    ['(a{2,}){3,}'],
    ['a*a*a*a*b'],
    ['(?:a?){9}b'],
    ['(?:a{0,16}){16}b'],
    ['(?:a|b){3}'],
    ['a{0,9}a{0,9}a{0,9}a{0,9}b'],
    ['a?'.repeat(30)],
    ['(?:a?a?a?)(?:a?a?a?)(?:a?a?a?)b'],
    ['a{,9}a{,9}a{,9}a{,9}b'],
    ['(a)\\1+'],
    ['(?<x>a)\\k<x>'],
    ['(?<=a+)b'],
    ['(a'],
    ['a)'],
    ['[a'],
    ['x'.repeat(3000)],
    ['('.repeat(100) + ')'.repeat(100)],
  ])('A7: %s is refused', (pattern) => {
    expect(problemOf(pattern)).not.toBeNull();
  });
});
