import { describe, expect, test } from 'vitest';
import { loopGate } from '../../../../src/lib/tasks/gates/looped';

describe('a text that repeats itself', () => {
  test.each([
    ['a sentence', 'The road is flooded. '.repeat(40)],
    ['a short word', 'We had a lot of fun. '.repeat(1) + 'very '.repeat(60)],
    ['a line of a letter', 'Hello Sam,\n' + 'Hi,\n'.repeat(40)],
    ['a counted list', Array.from({ length: 30 }, (_, i) => `${i + 1}. The school is open. `).join('')],
    ['one character', 'a'.repeat(200)],
    ['Chinese', '道路被淹。'.repeat(40)],
    ['Arabic', 'الطريق مغمور. '.repeat(40)],
    [
      'a paragraph',
      `${'The village well was repaired on Monday and families can fetch water again. '.repeat(1)}`.repeat(6),
    ],
  ])('is flagged, also where it was cut before its end: %s', (_, text) => {
    expect(loopGate('', text.slice(0, Math.max(text.length * 0.75, 120)))).toEqual([{ kind: 'looped' }]);
    expect(loopGate('', text)).toEqual([{ kind: 'looped' }]);
  });

  test.each([
    'The truck arrives late because the road is flooded. The road to the hospital is flooded too.',
    'No, no, no, no!',
    'Ha ha ha ha ha!',
    'Name ............ Date ............',
    '----------------------',
    '| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |',
    '- Bring water.\n- Bring bread.\n- Bring blankets.\n- Bring a coat.\n- Bring your card.',
    'We shall fight on the beaches, we shall fight on the landing grounds, we shall fight in the fields and in the streets, we shall fight in the hills.',
    '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12',
    'بيت بيت، دار دار، زنقة زنقة',
    'ร้อน ร้อน มาก ๆ',
  ])('as people do is let through: %s', (text) => {
    expect(loopGate('', text)).toEqual([]);
  });

  test('because its source does is no fault', () => {
    const source = 'Sí, sí, sí, sí, sí, sí, sí, sí, sí, sí, sí, sí.';
    const target = 'Yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes.';
    expect(loopGate(source, target)).toEqual([]);
    expect(loopGate('Sí.', target.repeat(2))).toEqual([{ kind: 'looped' }]);
  });

  test('with a word changed each time is flagged at the end', () => {
    const places = [
      'river',
      'school',
      'market',
      'bridge',
      'well',
      'road',
      'church',
      'mosque',
      'farm',
      'shop',
    ];
    const text = places
      .map((place) => `We are going to go to the ${place} and we are going to go home.`)
      .join(' ');
    expect(loopGate('', text)).toEqual([{ kind: 'looped' }]);
  });
});
