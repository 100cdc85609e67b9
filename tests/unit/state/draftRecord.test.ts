import { expect, it } from 'vitest';
import { parseDraftRecord, type DraftRecord } from '../../../src/lib/state/draftRecord';

const whole: DraftRecord = {
  intent: 'reply',
  input: 'notes',
  output: 'a draft',
  temperature: 0.4,
  seed: 7,
  packId: '',
};

it('takes a record back as it was written', () => {
  expect(parseDraftRecord(structuredClone(whole))).toEqual(whole);
});

it.each([
  undefined,
  null,
  'text',
  42,
  [],
  {},
  { ...whole, intent: 'poem' },
  { ...whole, intent: '__proto__' },
  { ...whole, input: undefined },
  { ...whole, output: { toString: 'x' } },
  { ...whole, packId: 3 },
])('S8: a damaged record or one of a newer version counts as none (%j)', (stored) => {
  expect(parseDraftRecord(stored)).toBeUndefined();
});

it.each([
  [
    { temperature: 1e9, seed: -4 },
    { temperature: 1.5, seed: 0 },
  ],
  [
    { temperature: -1, seed: 1e12 },
    { temperature: 0, seed: 2_147_483_646 },
  ],
  [
    { temperature: NaN, seed: 1.5 },
    { temperature: 0.4, seed: 1 },
  ],
  [
    { temperature: 'hot', seed: null },
    { temperature: 0.4, seed: 1 },
  ],
])('S8: damaged numbers do not cost the person the text (%j)', (damaged, healed) => {
  expect(parseDraftRecord({ ...whole, ...damaged })).toEqual({ ...whole, ...healed });
});

it('keeps nothing that it does not know', () => {
  expect(parseDraftRecord({ ...whole, from: 'a newer version' })).toEqual(whole);
});
