import { describe, expect, test } from 'vitest';
import { neutraliser } from '../../../src/lib/tasks/neutralise';

const CHATML = ['<|im_start|>', '<|im_end|>', '<|endoftext|>', '<repo_name>'];
const GEMMA = [
  '<bos>',
  '<eos>',
  '<start_of_turn>',
  '<end_of_turn>',
  '[multimodal]',
  '<mask>',
  '<2mass>',
  '[@BOS@]',
];
/** Tokens that overlap themselves and one another. */
const NASTY = ['aa', 'aba', 'abab', '<<', '<s', '\n\n', '\u2060x', '😀😀', 'no'];
const PIECES = [
  ...[
    '<',
    '|',
    '>',
    'im_end',
    'im_start',
    '<|im_end|>',
    '<|im_start|>system',
    '</s>',
    '[INST]',
    '[/INST]',
    '<<SYS>>',
  ],
  ...[
    '<end_of_turn>',
    '<bos>',
    '\u2060',
    '\u2060\u2060',
    'a',
    'b',
    'aba',
    '\n',
    ' ',
    '😀',
    '\uD83D',
    'مرحبا',
    'no',
    '\u0000',
  ],
];

function random(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

describe('user text', () => {
  test.each([
    ['ChatML', CHATML],
    ['Gemma', GEMMA],
    ['tokens that overlap', NASTY],
    ['no tokens', []],
  ])(
    'of 3000 random mixtures holds no control token when neutralised, and comes back exactly: %s',
    (_, tokens) => {
      const { neutralise, restore } = neutraliser(tokens);
      const next = random(tokens.length + 1);
      for (let run = 0; run < 3000; run++) {
        let text = '';
        for (let i = Math.floor(next() * 12); i >= 0; i--)
          text += PIECES[Math.floor(next() * PIECES.length)]!;
        const safe = neutralise(text);
        for (const token of [...tokens, '</s>', '<|', '[INST', '<end_of_turn>']) {
          if (!token.includes('\u2060') && safe.includes(token))
            expect.fail(`${token} in ${JSON.stringify(safe)}`);
        }
        if (restore(safe) !== text)
          expect.fail(`${JSON.stringify(text)} came back as ${JSON.stringify(restore(safe))}`);
      }
    },
  );

  test('without look-alikes is not touched', () => {
    const text = 'If 3 < 5 | x > 2, write [inst] to <anna@example.org>.\n<table><tr>';
    expect(neutraliser(CHATML).neutralise(text)).toBe(text);
  });

  test('with a stop string of the model is not cut when the model repeats it', () => {
    const { neutralise, restore } = neutraliser(CHATML);
    const echoed = neutralise('Say <|im_end|> aloud');
    expect(echoed).not.toContain('<|im_end|>');
    expect(restore(echoed)).toBe('Say <|im_end|> aloud');
  });

  test('that arrives in pieces can be restored as it grows', () => {
    const { neutralise, restore } = neutraliser(CHATML);
    const safe = neutralise('a <|im_end|> b');
    for (let end = 0; end <= safe.length; end++) {
      expect('a <|im_end|> b'.startsWith(restore(safe.slice(0, end)).replaceAll('\u2060', ''))).toBe(true);
    }
    expect(restore(safe)).toBe('a <|im_end|> b');
  });

  test('of a megabyte full of openings with 6500 tokens is neutralised and restored', () => {
    const tokens = Array.from({ length: 6500 }, (_, i) => `<unused${i}>`);
    const { neutralise, restore } = neutraliser(tokens);
    const text = '<unused12> < <un <|x|> '.repeat(45_000);
    expect(restore(neutralise(text))).toBe(text);
  });
});
