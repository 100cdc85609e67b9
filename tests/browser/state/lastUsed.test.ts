import { beforeEach, expect, it } from 'vitest';
import { clearRecords, saveRecord } from '../../../src/lib/records';
import { LastUsed, parseTimes } from '../../../src/lib/state/lastUsed.svelte';
import { GEMMA, SMOL } from './scripted';

const [a, b] = [SMOL.packId, GEMMA.packId];
const START = Date.parse('2026-11-01T10:00:00Z');

beforeEach(() => clearRecords());

it('remembers across a reload when each pack last wrote something', async () => {
  let now = START;
  const used = new LastUsed(() => now);
  await used.note(a);
  now += 3600_000;
  await used.note(b);
  const later = new LastUsed();
  await later.read();
  expect(later.times).toEqual({ [a]: '2026-11-01T10:00:00.000Z', [b]: '2026-11-01T11:00:00.000Z' });
});

it('notes a model that writes sentence after sentence once a minute', async () => {
  let now = START;
  const used = new LastUsed(() => now);
  for (const at of [0, 10_000, 59_000]) {
    now = START + at;
    await used.note(a);
  }
  expect(used.times[a]).toBe('2026-11-01T10:00:00.000Z');
  now = START + 61_000;
  await used.note(a);
  expect(used.times[a]).toBe('2026-11-01T10:01:01.000Z');
});

it('keeps what another tab has noted of another pack', async () => {
  const one = new LastUsed(() => START);
  const two = new LastUsed(() => START + 1000);
  await one.read();
  await two.note(b);
  await one.note(a);
  const later = new LastUsed();
  await later.read();
  expect(Object.keys(later.times).sort()).toEqual([a, b].sort());
});

it('S8: of a record that is damaged, or newer, what is understood counts', async () => {
  await saveRecord('used', { [a]: '2026-11-01T10:00:00.000Z', [b]: 7, nonsense: 'x' });
  const used = new LastUsed();
  await used.read();
  expect(used.times).toEqual({ [a]: '2026-11-01T10:00:00.000Z' });
  expect([parseTimes(null), parseTimes('x'), parseTimes([])]).toEqual([undefined, undefined, {}]);
});

it('forgets with the person’s other texts', async () => {
  const used = new LastUsed(() => START);
  await used.note(a);
  used.forget();
  expect(used.times).toEqual({});
});
