import { describe, expect, test } from 'vitest';
import { cleanOutput } from '../../../src/lib/tasks/clean';

const SOURCE = 'El camión llega tarde.';

describe('what a model wrote', () => {
  test.each([
    [' The truck is late.\n', 'The truck is late.'],
    ['"The truck is late."', 'The truck is late.'],
    ['“The truck is late.”', 'The truck is late.'],
    ['Here is the translation: The truck is late.', 'The truck is late.'],
    ['Here\'s the English translation:\n\n"The truck is late."', 'The truck is late.'],
    ['Sure! Here is the text you asked for:\nThe truck is late.', 'The truck is late.'],
    ['Sure!\n\nThe truck is late.', 'The truck is late.'],
    ['Translation: The truck is late.', 'The truck is late.'],
    ['English: The truck is late.', 'The truck is late.'],
    ['<think>\nThe user wants…\n</think>\n\nThe truck is late.', 'The truck is late.'],
    ['<think></think>The truck is late.', 'The truck is late.'],
    ['some thoughts</think>The truck is late.', 'The truck is late.'],
    ['El camión llega tarde.\nThe truck is late.', 'The truck is late.'],
    ['Spanish: El camión llega tarde.\nEnglish: The truck is late.', 'The truck is late.'],
    ['Voici la traduction : Le camion est en retard.', 'Le camion est en retard.'],
    ['**The truck is late.**', 'The truck is late.'],
  ])('around the text is taken off: %j', (raw, expected) => {
    expect(cleanOutput(raw, SOURCE)).toBe(expected);
  });

  test.each([
    ['"El camión", dijo, "llega tarde".', '"The truck", he said, "is late".'],
    ['"¡Ven!"', '"Come!"'],
    ['Inglés: la lengua del curso', 'English: the language of the course'],
    ['Aquí está la lista: pan, agua.', 'The list is here: bread, water.'],
    ['Él dijo: voy.', 'He said: "I am coming"'],
    ['Número: 5', 'Number: 5'],
    [
      'Aquí está la lista de las cosas que hay que traer: pan.',
      'Here is the list of the things to bring: bread.',
    ],
    ['Este es el plan: ir.', 'This is the plan: to go.'],
    [SOURCE, SOURCE],
    [SOURCE, "It's late, isn't it? 'Twas the truck'"],
    ['Here is the list: bread.', 'Here is the list: bread.'],
  ])('is left alone where it belongs to the text: %s => %s', (source, raw) => {
    expect(cleanOutput(raw, source)).toBe(raw);
  });

  test('is taken off a draft too, where the notes have colons of their own', () => {
    const notes = 'opens: 8:30';
    expect(cleanOutput('Here is a short paragraph: It opens at 8:30.', notes)).toBe('It opens at 8:30.');
    expect(cleanOutput('This is the plan: it opens at 8:30.', notes)).toBe(
      'This is the plan: it opens at 8:30.',
    );
  });

  test.each(['', '   ', '"', '""', '<think>never closed', 'Here is the translation:'])(
    'may be nothing at all: %j',
    (raw) => {
      expect(() => cleanOutput(raw, SOURCE)).not.toThrow();
    },
  );

  test('is plain text whatever it holds: markup comes through as characters', () => {
    const raw = '<script>alert(1)</script> ![](https://x.example/?q=secret) [a](javascript:alert(1))';
    expect(cleanOutput(raw, SOURCE)).toBe(raw);
  });
});
