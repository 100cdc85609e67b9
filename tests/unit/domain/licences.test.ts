import { describe, expect, test } from 'vitest';
import {
  asksAcceptance,
  knownLicence,
  licenceName,
  licenceOf,
  noticeOf,
  termsOf,
} from '../../../src/lib/domain/licences';
import { FORMER_TERMS, LICENCES, TERMS } from '../../../src/lib/domain/licences-data';

describe('A licence is found', () => {
  test.each([
    ['apache-2.0', 'Apache-2.0'],
    ['Apache-2.0', 'Apache-2.0'],
    [' MIT ', 'MIT'],
    ['LicenseRef-Gemma-Terms-2025-03-24', 'LicenseRef-Gemma-Terms'],
    ['cc-by-nc-sa-4.0', 'CC-BY-NC-SA-4.0'],
    ['llama3.2', 'LicenseRef-Llama-3.2-Community'],
    ['LicenseRef-Llama-3.1-Community', 'LicenseRef-Llama-3.1-Community'],
    ['qwen-research', 'LicenseRef-Qwen-Research'],
  ])('by %s', (id, spdx) => expect(knownLicence(id)?.spdx).toBe(spdx));

  test.each(['other', '', '__proto__', 'constructor', 'Apache-2.0-with-limits', 'MIT-evil'])(
    'never by %o',
    (id) => expect(knownLicence(id)).toBeUndefined(),
  );
});

describe('licenceOf', () => {
  test('puts the notice that must travel before what the publisher wrote', () => {
    const { attribution, mustAccept } = licenceOf({ id: 'llama3.2' }, 'By Meta.');
    expect(attribution).toMatch(
      /^Llama 3\.2 is licensed under the Llama 3\.2 Community License.*\nBy Meta\.$/,
    );
    expect(mustAccept).toBe(true);
  });

  test('says that nobody has told the licence, and wants that to be seen', () => {
    for (const id of ['', 'other', 'unknown']) {
      const licence = licenceOf({ id });
      expect(licence).toMatchObject({ spdx: 'LicenseRef-unknown', mustAccept: true });
      expect(termsOf(licence)).toEqual({ terms: ['nobody-said'], own: [] });
    }
  });

  test('of a licence that only its publisher knows gives the name and no promise', () => {
    const licence = licenceOf({ id: 'other', name: 'Acme <b>Terms</b>', link: 'https://example.org/t' });
    expect(licence).toMatchObject({ spdx: 'LicenseRef-named', name: 'Acme <b>Terms</b>', mustAccept: true });
    expect(termsOf(licence).terms).toEqual(['unread']);
  });

  test('writes conditions in English that are shown in the reader’s language again', () => {
    for (const [id, rules] of Object.entries(LICENCES))
      expect(termsOf(licenceOf({ id }))).toEqual({ terms: rules.terms, own: [] });
  });
});

test('what a publisher adds to a known licence stays beside it', () => {
  const licence = { ...licenceOf({ id: 'mit' }), conditions: [TERMS['no-warranty'], 'Only on Sundays.'] };
  expect(termsOf(licence).own).toEqual(['Only on Sundays.']);
});

test('a notice is said once, also where the publisher has written it already', () => {
  const { notice } = LICENCES['gemma']!;
  const bare = { ...licenceOf({ id: 'gemma' }), attribution: '' };
  expect(noticeOf(bare)).toBe(notice);
  expect(noticeOf({ ...bare, attribution: `${notice}\nMore.` })).toBe(`${notice}\nMore.`);
});

test('no licence is both open and against paid work, and each agreement has its notice', () => {
  for (const { open, paidWork, mustAccept, notice, terms } of Object.values(LICENCES)) {
    if (open) expect(paidWork).toBe(true);
    const forbids = terms.includes('no-paid-work') || terms.includes('research-only');
    expect(forbids).toBe(!paidWork);
    expect(notice !== '').toBe(mustAccept);
  }
});

// The sentences that each agreement puts in quotation marks, read in its own text.
test.each([
  [
    'gemma',
    'Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms',
  ],
  [
    'llama2',
    'Llama 2 is licensed under the LLAMA 2 Community License, Copyright (c) Meta Platforms, Inc. All Rights Reserved.',
  ],
  [
    'llama3',
    'Meta Llama 3 is licensed under the Meta Llama 3 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
  ],
  [
    'llama3.2',
    'Llama 3.2 is licensed under the Llama 3.2 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
  ],
  [
    'qwen-research',
    'Qwen is licensed under the Qwen RESEARCH LICENSE AGREEMENT, Copyright (c) Alibaba Cloud. All Rights Reserved.',
  ],
])('the notice of %s is word for word what its licence asks for', (id, notice) => {
  expect(knownLicence(id)?.notice).toBe(notice);
});

test('each Llama asks for its own words: the first of them for others than the later ones, the oldest for none', () => {
  const asked = (id: string) =>
    knownLicence(id)!.terms.filter((term) => term.startsWith('built-') || term.startsWith('name-'));
  expect(asked('llama2')).toEqual([]);
  expect(asked('llama3')).toEqual(['built-with-llama-3', 'name-llama-3']);
  for (const id of ['llama3.1', 'llama3.2', 'llama3.3'])
    expect(asked(id)).toEqual(['built-with-llama', 'name-llama']);
});

test('words of ours that were put right are not taken for what a publisher has added', () => {
  const licence = { ...licenceOf({ id: 'llama3.2' }), conditions: [...FORMER_TERMS, 'Only on Sundays.'] };
  expect(termsOf(licence).own).toEqual(['Only on Sundays.']);
  expect(FORMER_TERMS.filter((words) => Object.values<string>(TERMS).includes(words))).toEqual([]);
});

describe('a manifest that says less of its licence than that asks', () => {
  const gemma = licenceOf({ id: 'gemma' });

  test('has to be accepted all the same', () => {
    expect(asksAcceptance({ ...gemma, mustAccept: false })).toBe(true);
    const apache = licenceOf({ id: 'apache-2.0' });
    expect(asksAcceptance(apache)).toBe(false);
    expect(asksAcceptance({ ...apache, mustAccept: true })).toBe(true);
    expect(asksAcceptance({ ...licenceOf({ id: 'own-words' }), mustAccept: false })).toBe(false);
  });

  test('cannot give the terms of one licence the name of another', () => {
    expect(licenceName({ ...gemma, name: 'Apache License 2.0' })).toBe(gemma.name);
    expect(licenceName(licenceOf({ id: '', name: 'Own words' }))).toBe('Own words');
    expect(licenceName({ ...licenceOf({ id: 'own-words' }), name: '' })).toBe('own-words');
  });
});
