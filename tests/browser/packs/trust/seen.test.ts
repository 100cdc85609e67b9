import { expect, it } from 'vitest';
import { writeRecord } from '../../../../src/lib/packs/store/record';
import { type Seen, seenLists } from '../../../../src/lib/packs/trust/seen';
import { sha256 } from '../../../../src/lib/packs/form/sha256';
import { memoryStore } from '../../../../src/lib/packs/store/store-memory';

const KEY = 'a key';
const content = await sha256(new Uint8Array(1));
const list = (version: number, issuedAt = version): Seen => ({ version, issuedAt, content });

async function device() {
  const store = await memoryStore();
  const name = await sha256(new TextEncoder().encode(KEY));
  return { store, name, seen: seenLists(async () => store) };
}

it('the newest list stays noted, also where an older one is noted later', async () => {
  const { store, seen } = await device();
  await Promise.all([seen.note(KEY, list(8)), seen.note(KEY, list(7))]);
  expect(await seenLists(async () => store).read(KEY)).toEqual(list(8));
  await seen.note(KEY, list(8, 9));
  expect(await seen.read(KEY), 'the same list, signed again').toEqual(list(8, 9));
  expect(await seen.read('another key')).toBeUndefined();
});

it.each<[string, object]>([
  ['a version below none', { format: 1, ...list(-1) }],
  ['a version that no number holds', { format: 1, ...list(2 ** 53) }],
  ['a time after the end of all calendars', { format: 1, ...list(1, 9e15) }],
  ['a digest that is none', { format: 1, ...list(1), content: 'x' }],
  ['a key of its own', { format: 1, ...list(1), trusted: true }],
  ['a later format', { format: 2, ...list(1) }],
])('a record that was edited to have %s is as good as none', async (_, value) => {
  const { store, name, seen } = await device();
  await writeRecord(store, 'seen', name, value);
  expect(await seen.read(KEY)).toBeUndefined();
});

it('a damaged record is none, and the next list is noted again', async () => {
  const { store, name, seen } = await device();
  await seen.note(KEY, list(8));
  const text = (await store.readRecord('seen', name))!;
  await store.writeRecord('seen', name, text.replace('"version":8', '"version":1'));
  expect(await seen.read(KEY)).toBeUndefined();
  await seen.note(KEY, list(9));
  expect(await seen.read(KEY)).toEqual(list(9));
});
