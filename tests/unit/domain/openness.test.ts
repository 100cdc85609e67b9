import { describe, expect, test } from 'vitest';
import {
  COMPONENTS,
  componentsOf,
  mofClass,
  opennessClass,
  statedOpenness,
  openSourceAi,
} from '../../../src/lib/domain/openness';
import type { Component, ComponentName } from '../../../src/lib/domain/pack';

type Status = Component['status'];
/** All nine parts open, but for those given. */
const parts = (but: Partial<Record<ComponentName, Status>> = {}): Component[] =>
  COMPONENTS.map((name) => ({ name, status: but[name] ?? 'open', licence: '', url: 'https://example.org' }));

describe('The class of the Model Openness Framework', () => {
  test('is I where all is open, also with data that have terms of their own', () => {
    expect(mofClass(parts())).toEqual({ class: 'I', missing: [] });
    expect(mofClass(parts({ 'training-data': 'restricted' })).class).toBe('I');
  });

  test('is II without the data, III without the training code, and says what is missing for more', () => {
    expect(mofClass(parts({ 'training-data': 'closed' }))).toEqual({
      class: 'II',
      missing: ['training-data'],
    });
    expect(mofClass(parts({ 'training-code': 'unknown' }))).toEqual({
      class: 'III',
      missing: ['training-code'],
    });
  });

  test.each(['weights', 'data-information', 'evaluation', 'model-card', 'paper', 'licence'] as const)(
    'is none where the %s is not open, however open the rest',
    (name) => expect(mofClass(parts({ [name]: 'restricted' }))).toEqual({ class: null, missing: [name] }),
  );
});

describe('The Open Source AI Definition', () => {
  test('asks for no data themselves, but for information on them', () => {
    expect(openSourceAi(parts({ 'training-data': 'closed' })).reached).toBe(true);
    expect(openSourceAi(parts({ 'data-information': 'restricted' }))).toEqual({
      reached: false,
      missing: ['data-information'],
    });
  });

  test('is not met by open weights alone', () => {
    const only = parts().map((one) => (one.name === 'weights' ? one : { ...one, status: 'closed' as const }));
    expect(openSourceAi(only).missing).toEqual([
      'inference-code',
      'training-code',
      'data-information',
      'licence',
    ]);
  });
});

describe('The word on the card', () => {
  test.each<[string, Partial<Record<ComponentName, Status>>, string]>([
    ['all is open', {}, 'open-source'],
    ['the data have limits', { 'training-data': 'restricted' }, 'near-open-source'],
    ['the data are closed', { 'training-data': 'closed' }, 'open-weight'],
    ['the training code is not known', { 'training-code': 'unknown' }, 'open-weight'],
    ['the licence limits use', { licence: 'restricted' }, 'restricted'],
    ['the weights have terms', { weights: 'restricted' }, 'restricted'],
    ['the weights are closed', { weights: 'closed' }, 'closed'],
  ])('where %s', (_, but, word) => expect(opennessClass(parts(but))).toBe(word));
});

test('a part that a manifest does not list is unknown, and of a list of none nothing is claimed', () => {
  const openness = {
    class: 'open-weight',
    weights: true,
    code: false,
    trainingData: false,
    evidence: '',
    evidenceUrl: '',
  } as const;
  expect(componentsOf(openness).every(({ status }) => status === 'unknown')).toBe(true);
  expect(statedOpenness(openness)).toBe('not-assessed');
  expect(statedOpenness({ ...openness, class: 'open-source' })).toBe('not-assessed');
  expect(statedOpenness({ ...openness, class: 'restricted' })).toBe('restricted');
  expect(statedOpenness({ ...openness, components: parts() })).toBe('open-weight');
  expect(statedOpenness({ ...openness, evidenceUrl: 'https://example.org/card' })).toBe('open-weight');
  const [first] = componentsOf({ ...openness, components: parts().slice(0, 1) });
  expect(first).toMatchObject({ name: 'weights', status: 'open' });
});

describe('What papers claim of their model', () => {
  const claim = (components: Component[]) =>
    statedOpenness({
      ...{ class: 'open-source', weights: true, code: true, trainingData: true },
      ...{ evidence: 'Trust us.', evidenceUrl: 'https://example.org/card', components },
    });

  test('is said as far as the parts bear it out, and no further', () => {
    expect(claim(parts())).toBe('open-source');
    expect(claim(parts({ 'training-data': 'restricted' }))).toBe('near-open-source');
    expect(claim(parts({ licence: 'restricted' }))).toBe('restricted');
    expect(claim([])).toBe('open-weight');
  });

  test('is not borne out by parts that are called open with nowhere to read it', () => {
    const bare = parts().map((one) => (one.name === 'training-code' ? { ...one, url: '' } : one));
    expect(claim(bare)).toBe('open-weight');
    expect(openSourceAi(bare).missing).toEqual(['training-code']);
    expect(mofClass(bare)).toEqual({ class: 'III', missing: ['training-code'] });
  });
});
