import { beforeEach, expect, it } from 'vitest';
import { clearRecords, loadRecord, recordBytes, saveRecord } from '../../src/lib/records';

const asText = (stored: unknown) => (typeof stored === 'string' ? stored : undefined);

beforeEach(() => clearRecords());

it('keeps plain data, each record under its own name', async () => {
  const work = { source: 'El río…\u0000\uD800', nested: [{ flags: [null, 1] }] };
  await saveRecord('translate', work);
  await saveRecord('draft', 'a draft');
  expect(await loadRecord('translate', (stored) => stored)).toEqual(work);
  expect(await loadRecord('draft', asText)).toBe('a draft');
  expect(await loadRecord('settings', asText)).toBeUndefined();
});

it('S8: a record that its reader does not know counts as none, and stays until it is written over', async () => {
  await saveRecord('draft', { version: 99 });
  expect(await loadRecord('draft', asText)).toBeUndefined();
  expect(await loadRecord('draft', (stored) => stored)).toEqual({ version: 99 });
});

it('the last of many saves wins, in the order in which they were asked for', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, n) => saveRecord('draft', `draft ${n}`)));
  expect(await loadRecord('draft', asText)).toBe('draft 49');
});

it('tells how much it keeps, and forgets all of it', async () => {
  expect(await recordBytes()).toBe(0);
  await saveRecord('draft', 'x'.repeat(1000));
  await saveRecord('settings', { theme: 'dark' });
  expect(await recordBytes()).toBeGreaterThan(1000);
  expect(await recordBytes()).toBeLessThan(1200);
  await clearRecords();
  expect(await recordBytes()).toBe(0);
  expect(await loadRecord('draft', asText)).toBeUndefined();
});

it('what cannot be stored is storage/write-failed, and what was there before stays', async () => {
  await saveRecord('draft', 'before');
  await expect(saveRecord('draft', { run: () => 1 })).rejects.toMatchObject({
    code: 'storage/write-failed',
    details: { record: 'draft' },
  });
  expect(await loadRecord('draft', asText)).toBe('before');
});

it('S11: a full disk is told, and nothing stored before is lost', async () => {
  await saveRecord('draft', 'before');
  // Chromium believes a quota that it has read for half a minute: the fault is put where it would come from.
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  try {
    await expect(saveRecord('draft', 'after')).rejects.toMatchObject({
      code: 'storage/write-failed',
      details: { record: 'draft', reason: 'QuotaExceededError' },
    });
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  expect(await loadRecord('draft', asText)).toBe('before');
  await saveRecord('draft', 'after');
  expect(await loadRecord('draft', asText)).toBe('after');
});
