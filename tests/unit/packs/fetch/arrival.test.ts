import { expect, it } from 'vitest';
import { openArrival } from '../../../../src/lib/packs/fetch/arrival';
import { digestFile } from '../../../../src/lib/packs/form/sha256';
import { memoryStore } from '../../../../src/lib/packs/store/store-memory';
import { readProgress } from '../../../../src/lib/packs/store/progress-record';
import { countedSource } from '../../../fakes/memory-archive';
import { seededBytes } from '../../../fakes/seeded-bytes';

const MIB = 1024 * 1024;
const bytes = seededBytes(8, 3 * MIB);
const { sha256, chunks } = await digestFile(countedSource(bytes));

it('on a slow line each chunk is recorded, on a fast one not: a tab that is ended loses seconds, not megabytes', async () => {
  const store = await memoryStore();
  const arrival = await openArrival(store, { path: 'model.gguf', bytes: bytes.length, sha256 });
  const recorded = async () => (await readProgress(store, sha256))?.bytes;
  await arrival.append(bytes.slice(0, MIB), chunks[0]!);
  expect(await recorded(), 'within the ten seconds').toBeUndefined();
  arrival.saveMs = 0; // as if each chunk had taken longer
  await arrival.append(bytes.slice(MIB, 2 * MIB), chunks[1]!);
  expect(await recorded()).toBe(2 * MIB);
  arrival.close();
});
