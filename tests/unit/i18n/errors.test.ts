import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '$lib/domain/errors';
import { en } from '$lib/i18n/en';
import { LOCALES, texts } from './entries';

const placeholders = (words: string) => [...words.matchAll(/\{\w+\}/g)].map(String).sort();
const QUOTED = /[“«]\u00a0?(.+?)\u00a0?[”»]/g;

describe.each(Object.entries(LOCALES))('The errors in %s', (_tag, messages) => {
  test('have a sentence and a remedy for every code, and no code too many', () => {
    expect(Object.keys(messages.errors)).toEqual([...ERROR_CODES]);
  });

  test('say both as whole sentences', () => {
    for (const code of ERROR_CODES) {
      for (const words of Object.values(messages.errors[code])) expect(words, code).toMatch(/\.$/);
    }
  });

  test('keep the placeholders that English has', () => {
    for (const code of ERROR_CODES) {
      expect(placeholders(messages.errors[code].what), code).toEqual(placeholders(en.errors[code].what));
      expect(placeholders(messages.errors[code].todo), code).toEqual(placeholders(en.errors[code].todo));
    }
  });

  test('quote a button or a choice only as it is written on screen', () => {
    const onScreen = new Set(texts({ ...messages, errors: {} }).map(([, words]) => words));
    for (const code of ERROR_CODES)
      for (const words of Object.values(messages.errors[code]))
        for (const [, label] of words.matchAll(QUOTED)) expect(onScreen, code).toContain(label);
  });
});
