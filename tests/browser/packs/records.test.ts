import { afterEach, expect, it } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import { connect } from '../../../src/lib/wire/connect';
import type { Port } from '../../../src/lib/wire/protocol';
import type { RecordService } from './record-worker';

const workers: Worker[] = [];
afterEach(() => workers.splice(0).forEach((worker) => worker.terminate()));

const root = `test-records-${Date.now().toString(36)}`;
function tab() {
  const worker = new Worker(new URL('./record-worker.ts', import.meta.url), { type: 'module', name: root });
  workers.push(worker);
  return connect<RecordService>(worker as Port);
}

it('a record that one tab writes over and over is whole whenever another reads it, and never missing', async () => {
  const record = { name: 'a'.repeat(64) as Digest, text: '#'.repeat(400) };
  const [writer, reader] = [tab(), tab()];
  await writer.call('write', { ...record, times: 1 });
  const [, seen] = await Promise.all([
    writer.call('write', { ...record, times: 300 }),
    reader.call('read', { ...record, times: 1000 }),
  ]);
  expect(seen).toEqual({ whole: 1000, none: 0, other: 0 });
});
