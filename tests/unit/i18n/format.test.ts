import { describe, expect, test } from 'vitest';
import { errorShape, appError, type ErrorDetails } from '$lib/domain/errors';
import { ar } from '$lib/i18n/ar';
import { en } from '$lib/i18n/en';
import { es } from '$lib/i18n/es';
import { fr } from '$lib/i18n/fr';
import {
  describeError,
  formatBytes,
  formatCount,
  formatDate,
  formatDuration,
  languageName,
  scriptName,
} from '$lib/i18n/format';

/** Intl separates with several kinds of space; which one is its own affair. */
const plain = (words: string) => words.replace(/[\s\u200f]+/g, ' ');

describe('formatBytes', () => {
  test.each([
    ['en', '98.4 MB'],
    ['fr', '98,4 Mo'],
    ['es', '98,4 MB'],
    ['ar', '98.4 م.ب'],
  ])('writes a size as %s does', (tag, words) => {
    expect(plain(formatBytes(98_362_432, tag))).toBe(words);
  });

  test('counts in thousands, and small files in whole bytes', () => {
    expect(formatBytes(0, 'en')).toBe('0 bytes');
    expect(formatBytes(999, 'en')).toBe('999 bytes');
    expect(plain(formatBytes(999, 'fr'))).toBe('999 octets');
    expect(formatBytes(1000, 'en')).toBe('1 kB');
    expect(formatBytes(2_500_000_000, 'en')).toBe('2.5 GB');
    expect(formatBytes(250_000_000, 'en')).toBe('250 MB');
  });

  test('a size beyond the largest unit stays in that unit', () => {
    expect(formatBytes(5e15, 'en')).toBe('5,000 TB');
  });
});

describe('formatCount', () => {
  test.each([
    ['en', '135M'],
    ['fr', '135 M'],
    ['es', '135 M'],
    ['ar', '135 مليون'],
  ])('shortens a million as %s does', (tag, words) => {
    expect(plain(formatCount(135_000_000, tag))).toBe(words);
  });
});

describe('formatDuration', () => {
  test.each([
    [en, '1 second', '90 seconds', '2 minutes', '2 hours'],
    [fr, '1 seconde', '90 secondes', '2 minutes', '2 heures'],
    [es, '1 segundo', '90 segundos', '2 minutos', '2 horas'],
    [ar, 'ثانية واحدة', '90 ثانية', 'دقيقتان', 'ساعتان'],
  ])('rounds to what a person plans with', (t, second, seconds, minutes, hours) => {
    expect(formatDuration(0.2, t)).toBe(second);
    expect(formatDuration(89.6, t)).toBe(seconds);
    expect(formatDuration(95, t)).toBe(minutes);
    expect(formatDuration(6000, t)).toBe(hours);
  });
});

describe('formatDate', () => {
  test('writes a time in the reader’s way, and what is no time as it stands', () => {
    expect(formatDate('2026-11-23T12:00:00Z', 'fr')).toMatch(/nov\. 2026/);
    expect(formatDate('2026-11-23T12:00:00Z', 'es')).toMatch(/nov 2026/);
    expect(formatDate('some day', 'fr')).toBe('some day');
  });
});

describe('languageName and scriptName', () => {
  test.each([
    ['en', 'Spanish', 'Cyrillic'],
    ['fr', 'espagnol', 'cyrillique'],
    ['es', 'español', 'cirílico'],
    ['ar', 'الإسبانية', 'السيريلية'],
  ])('name them in %s', (tag, language, script) => {
    expect(languageName('es', tag)).toBe(language);
    expect(scriptName('Cyrl', tag)).toBe(script);
  });

  test('show what was typed where it is no tag', () => {
    expect(languageName('not a tag', 'fr')).toBe('not a tag');
    expect(scriptName('!', 'es')).toBe('!');
  });
});

describe('describeError', () => {
  const shape = (code: Parameters<typeof appError>[0], details: ErrorDetails) =>
    errorShape(appError(code, details));

  test('lets no name of a file turn the words of our sentence round, or push them off the screen', () => {
    const { what } = describeError(
      shape('archive/extra', { what: `files/\u202egpj.exe\n${'n'.repeat(5000)}` }),
      en,
      'en',
    );
    expect(what).toContain('files/\uFFFDgpj.exe\uFFFDnnn');
    expect(what).toMatch(/n…\)\.$/);
    expect(what.length).toBeLessThan(600);
  });

  test.each([
    ['en', en, '253 MB', '1.2 MB'],
    ['fr', fr, '253 Mo', '1,2 Mo'],
    ['es', es, '253 MB', '1,2 MB'],
    ['ar', ar, '253 م.ب', '1.2 م.ب'],
  ] as const)('writes byte counts as sizes in %s', (tag, t, needed, available) => {
    const { what } = describeError(
      shape('storage/quota', { needed: 253_000_000, available: 1_200_000 }),
      t,
      tag,
    );
    expect(plain(what)).toContain(needed);
    expect(plain(what)).toContain(available);
  });

  test.each([
    ['en', en],
    ['fr', fr],
    ['es', es],
    ['ar', ar],
  ] as const)('shows a status and a place as they are in %s', (tag, t) => {
    expect(describeError(shape('source/http-status', { status: 503 }), t, tag).what).toContain('503');
    expect(describeError(shape('pack/manifest-invalid', { where: 'shards[0]' }), t, tag).what).toContain(
      'shards[0]',
    );
  });

  test.each([
    ['en', en],
    ['fr', fr],
    ['es', es],
    ['ar', ar],
  ] as const)('G4: a GPU that is lost again has another remedy in %s', (tag, t) => {
    const once = describeError(shape('device/gpu-lost', {}), t, tag);
    const again = describeError(shape('device/gpu-lost', { again: true }), t, tag);
    expect(again.what).toBe(once.what);
    expect(again.todo).not.toBe(once.todo);
    expect(again.todo).toContain('CPU');
    expect(describeError(shape('engine/worker-died', { again: true }), t, tag).todo).toBe(
      t.errors['engine/worker-died'].todo,
    );
  });

  test('puts a question mark where a detail is missing, never a hole', () => {
    const { what } = describeError(shape('source/http-status', {}), fr, 'fr');
    expect(what).toBe('Le serveur a répondu par une erreur (?).');
  });

  test('does not take a detail for a pattern', () => {
    const { what } = describeError(shape('pack/manifest-invalid', { where: '$& {status} $1' }), es, 'es');
    expect(what).toContain('($& {status} $1)');
  });
});
