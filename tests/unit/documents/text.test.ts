import { describe, expect, test } from 'vitest';
import { splitSlices, splitText, splitTextAsync } from '../../../src/lib/documents/text';
import { joinSources, joinTargets } from '../../../src/lib/documents/join';
import { AppError } from '../../../src/lib/domain/errors';

const sources = (text: string, language = 'en') =>
  splitText(text, language).segments.map((segment) => segment.source);

/** Seeded: the same strings in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const PIECES = [
  ...[
    'a',
    'Z',
    ' ',
    '  ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    '\u2028',
    '\u0085',
    '\u00A0',
    '.',
    '. ',
    '! ',
    '?',
    ',',
    '; ',
  ],
  ...[
    '\u0000',
    '\uFEFF',
    '\u200B',
    '\u200F',
    '\u202E',
    '\u2066',
    '\uFFFD',
    '\uD83D',
    '\uDE00',
    '😀',
    '👩‍👩‍👧',
    'e\u0301',
  ],
  ...[
    '- ',
    '* ',
    '• ',
    '1. ',
    '2) ',
    '(a) ',
    '> ',
    '## ',
    '[ ] ',
    '"',
    '«',
    '…',
    'Dr. ',
    'e.g. ',
    '2.5 mg',
    'J. ',
  ],
  ...[
    'The truck is late. ',
    'مرحبا بالعالم. ',
    'أين المستشفى؟ ',
    'สวัสดีครับ ',
    '你好。',
    'हाँ। ',
    'https://a.org/b?c=d ',
    '{name}',
    '%s',
  ],
  ...['x'.repeat(700), 'word '.repeat(150), '字'.repeat(600), '😀'.repeat(300)],
];

describe('join after split', () => {
  test('gives back every string of 600 seeded random ones, in any language and with any budget', () => {
    const next = random(20261123);
    const languages = [
      'en',
      'fr',
      'ar',
      'th',
      'zh',
      'und',
      'x-private',
      'not a tag',
      'en-US-u-ca-buddhist',
      '',
    ];
    for (let run = 0; run < 600; run++) {
      const count = Math.floor(next() * 14);
      let text = '';
      for (let i = 0; i < count; i++) text += PIECES[Math.floor(next() * PIECES.length)]!;
      const sentenceBudget = [1, 7, 60, 480][run % 4]!;
      const document = splitText(text, languages[run % languages.length]!, { sentenceBudget });
      expect(joinSources(document)).toBe(text);
      expect(document.frame.length).toBe(document.segments.length + 1);
      const longest = Math.max(sentenceBudget, 33); // a character and its marks are never cut in two
      expect(document.segments.every(({ source }) => source.length <= longest && source.trim() !== '')).toBe(
        true,
      );
    }
  });

  test('gives back random UTF-16 units, lone surrogates and control characters among them', () => {
    const next = random(7);
    for (let run = 0; run < 300; run++) {
      const units = Array.from({ length: Math.floor(next() * 200) }, () => Math.floor(next() * 0x10000));
      const text = String.fromCharCode(...units);
      expect(joinSources(splitText(text, 'en'))).toBe(text);
    }
  });

  test('puts the translations into the frame of the source', () => {
    const document = splitText(
      '\uFEFF# Title\r\n\r\n  1. One thing.  Another thing.\r\n\r\n- Last\r\n',
      'en',
    );
    for (const segment of document.segments) segment.target = `<${segment.source}>`;
    expect(joinTargets(document)).toBe(
      '\uFEFF# <Title>\r\n\r\n  1. <One thing.>  <Another thing.>\r\n\r\n- <Last>\r\n',
    );
  });
});

describe('sentences', () => {
  test.each([
    ['en', 'Dr. Smith gave 2.5 mg. The child slept.', ['Dr. Smith gave 2.5 mg.', 'The child slept.']],
    [
      'en',
      'See p. 12. Ask J. R. Tolkien. The U.S. Army came.',
      ['See p. 12.', 'Ask J. R. Tolkien.', 'The U.S. Army came.'],
    ],
    ['en', 'I said no. Then I left.', ['I said no.', 'Then I left.']],
    ['en', '"Really?" she said. "Yes!" He went.', ['"Really?" she said.', '"Yes!"', 'He went.']],
    ['en', 'how are you? i am fine', ['how are you?', 'i am fine']],
    [
      'es',
      'La Sra. Gómez llegó. ¿Dónde está el Dr. Ruiz? ¡Ven!',
      ['La Sra. Gómez llegó.', '¿Dónde está el Dr. Ruiz?', '¡Ven!'],
    ],
    [
      'fr',
      'M. Dupont et Mme. Leroy sont là. C’est p. ex. Paris.',
      ['M. Dupont et Mme. Leroy sont là.', 'C’est p. ex. Paris.'],
    ],
    ['de', 'Das kostet z.B. 3.200,50 Euro. Es regnet.', ['Das kostet z.B. 3.200,50 Euro.', 'Es regnet.']],
    ['ar', 'أين المستشفى؟ الطعام يصل غدا.', ['أين المستشفى؟', 'الطعام يصل غدا.']],
    ['zh', '你好。我叫安娜！医院在哪里？', ['你好。', '我叫安娜！', '医院在哪里？']],
    ['hi', 'नमस्ते। अस्पताल कहाँ है?', ['नमस्ते।', 'अस्पताल कहाँ है?']],
    ['uk', 'Він живе на вул. Шевченка. Дощ іде.', ['Він живе на вул. Шевченка.', 'Дощ іде.']],
  ])('in %s are cut where they end: %s', (language, text, expected) => {
    expect(sources(text, language)).toEqual(expected);
  });

  test('stay whole where an editor wrapped the line, and end at a line that stands alone', () => {
    const text =
      'The truck with the food will arrive late because\nthe road is flooded. Please wait.\nName: Anna\nAge: 12';
    expect(sources(text)).toEqual([
      'The truck with the food will arrive late because\nthe road is flooded.',
      'Please wait.',
      'Name: Anna',
      'Age: 12',
    ]);
  });

  test('too long for the budget are cut at clauses, never inside a word or a number, and nothing is dropped', () => {
    const clause = 'the team of 1,250 people walked from the village to the river';
    const text = `On Monday ${Array.from({ length: 12 }, () => clause).join(', ')}.`;
    const pieces = sources(text);
    expect(pieces.length).toBe(2);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(480);
    expect(pieces[0]!.endsWith('river,')).toBe(true);
    expect(joinSources(splitText(text, 'en'))).toBe(text);
  });
});

describe('text with nothing to translate', () => {
  test.each(['', ' ', '\n\n', '\uFEFF', '\u200B \t'])('that is blank gives no segment: %j', (text) => {
    expect(splitText(text, 'en')).toEqual({ frame: [text], segments: [] });
  });

  test.each([
    '42',
    '3.200,50',
    '!!!',
    '…',
    '😀👍🏽',
    'https://example.org/a?b=c',
    'anna@example.org',
    '{name}',
    '500 mg',
    '١٢٣',
  ])('is kept as it is: %s', (text) => {
    const [segment] = splitText(text, 'en').segments;
    expect(segment).toMatchObject({ source: text, target: text, status: 'kept' });
  });

  test.each(['x', 'a', '5 apples', 'Write to anna@example.org', 'مرحبا', '字'])('is not this: %s', (text) => {
    expect(splitText(text, 'en').segments[0]).toMatchObject({ status: 'pending', target: '' });
  });
});

describe('a very long paste', () => {
  test('over the limit is refused with document/too-large', () => {
    expect(() => splitText('abcdef', 'en', { limit: 5 })).toThrow(AppError);
    expect(() => splitText('abcdef', 'en', { limit: 5 })).toThrow('document/too-large');
  });

  test.each([
    ['one line of sentences', 'The truck arrives late today. '.repeat(20_000)],
    ['one line without an end', 'truck '.repeat(100_000)],
    ['one line without a space', 'x'.repeat(500_000)],
    ['wrapped lines', 'the truck with the food will arrive late because\n'.repeat(10_000)],
    ['short lines', 'a\n'.repeat(200_000)],
    ['blank lines', '\n'.repeat(400_000)],
  ])('of %s is done in steps that are each short, and loses nothing', (_, text) => {
    const steps = splitSlices(text, 'en');
    let done = 0;
    for (;;) {
      const step = steps.next();
      if (step.done) {
        expect(joinSources(step.value)).toBe(text);
        break;
      }
      expect(step.value.done - done).toBeLessThanOrEqual(40_000);
      done = step.value.done;
    }
    expect(text.length - done).toBeLessThanOrEqual(40_000);
  });

  test('can be left half way', async () => {
    const controller = new AbortController();
    const splitting = splitTextAsync('One more line.\n'.repeat(50_000), 'en', {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done > 100_000) controller.abort();
      },
    });
    await expect(splitting).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});
