import { describe, expect, test } from 'vitest';
import { ar } from '$lib/i18n/ar';
import { en } from '$lib/i18n/en';
import { es } from '$lib/i18n/es';
import { fr } from '$lib/i18n/fr';
import { counter } from '$lib/i18n/messages';
import { entries } from './entries';

describe('counter', () => {
  test('picks the form by the locale’s own rule and writes the number its way', () => {
    const sheep = counter('fr', { one: '{n} mouton', other: '{n} moutons' });
    expect([0, 1, 2].map(sheep)).toEqual(['0 mouton', '1 mouton', '2 moutons']);
    expect(sheep(1234).replace(/\s/g, ' ')).toBe('1 234 moutons');
  });

  test('uses the form for none also in a locale that has no such rule', () => {
    expect(en.translate.flagged(0)).toBe('Nothing to check');
    expect(es.translate.flagged(0)).toBe('Nada que revisar');
  });

  test('falls back to the general form where a category has none of its own', () => {
    // French and Spanish have a category of their own for millions.
    expect(fr.units.hours(1_000_000).replace(/\s/g, ' ')).toBe('1 000 000 heures');
    expect(es.units.hours(1_000_000)).toMatch(/ horas$/);
  });
});

describe('Arabic counting', () => {
  const counters = {
    'home.cpuThreads': ar.home.cpuThreads,
    'pack.healed': ar.pack.healed,
    'translate.flagged': ar.translate.flagged,
    'translate.more': ar.translate.more,
    'about.requests': ar.about.requests,
    'about.requestsOwn': ar.about.requestsOwn,
    'about.requestsOther': ar.about.requestsOther,
    'units.seconds': ar.units.seconds,
    'units.minutes': ar.units.minutes,
    'units.hours': ar.units.hours,
  };

  test.each(Object.entries(counters))(
    '%s has words of its own for none, one, two and a few',
    (_path, count) => {
      const [none, one, two, few, many] = [0, 1, 2, 3, 11].map((n) => count(n).replace(/\d+/, '#'));
      expect(new Set([none, one, two, few, many]).size).toBe(5);
    },
  );

  test.each(Object.entries(counters))(
    '%s writes no figure for one and two, and one from three on',
    (_path, count) => {
      for (const n of [1, 2]) expect(count(n)).not.toMatch(/\d/);
      for (const n of [3, 10, 11, 99, 100, 103]) expect(count(n)).toContain(String(n));
    },
  );

  test('the list above names every phrase that counts', () => {
    const counting = [...entries(en)].filter(
      ([, phrase]) =>
        typeof phrase === 'function' && phrase(1).replace('1', '#') !== phrase(2).replace('2', '#'),
    );
    expect(Object.keys(counters)).toEqual(expect.arrayContaining(counting.map(([path]) => path)));
  });

  test('the noun follows the number: plural to ten, singular accusative to 99, singular after', () => {
    const nouns = [0, 1, 2, 3, 10, 11, 99, 100, 103, 111].map(
      (n) => ar.about.requestsOwn(n).split(' إلى ')[0],
    );
    expect(nouns).toEqual([
      'لا طلبات',
      'طلب واحد',
      'طلبان',
      '3 طلبات',
      '10 طلبات',
      '11 طلبًا',
      '99 طلبًا',
      '100 طلب',
      '103 طلبات',
      '111 طلبًا',
    ]);
  });
});
