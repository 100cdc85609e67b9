import { expect, it } from 'vitest';
import { type Arrival, openArrival } from '../../../../src/lib/packs/fetch/arrival';
import { digestFile, type OpenSha256, openSha256, sha256 } from '../../../../src/lib/packs/form/sha256';
import { memoryStore } from '../../../../src/lib/packs/store/store-memory';
import { countedSource } from '../../../fakes/memory-archive';
import { seededBytes } from '../../../fakes/seeded-bytes';

const MIB = 1024 * 1024;
const bytes = seededBytes(8, 3 * MIB + 100);
const { sha256: digest } = await digestFile(countedSource(bytes));
const wanted = { path: 'model.gguf', bytes: bytes.length, sha256: digest };

/** A hash that tells for how many bytes each stream was opened, and how many were open at once when it was. */
function watched() {
  const opened: { bytes: number; beside: number }[] = [];
  let open = 0;
  const hashing: OpenSha256 = async (rest) => {
    const stream = await openSha256(rest);
    opened.push({ bytes: rest.bytes, beside: open++ });
    return { ...stream, close: () => void open-- };
  };
  return { opened, hashing, open: () => open };
}

async function append(arrival: Arrival, from: number, to: number): Promise<void> {
  for (let index = from; index < to; index++) {
    const chunk = bytes.slice(index * MIB, (index + 1) * MIB);
    await arrival.append(chunk, await sha256(chunk));
  }
}

it('what is still to come tells whether hashing is worth a thread, and every stream is closed', async () => {
  const store = await memoryStore();
  const { opened, hashing, open } = watched();
  const first = await openArrival(store, wanted, hashing);
  await append(first, 0, 3);
  await first.save();
  first.close();
  const second = await openArrival(store, wanted, hashing);
  await append(second, 3, 4);
  expect(await second.finish()).toMatchObject({ chunks: { length: 4 } });
  expect(opened).toEqual([
    { bytes: bytes.length, beside: 0 },
    { bytes: 100, beside: 0 },
  ]);
  expect(open()).toBe(0);
});

it('a file that begins afresh opens the next stream before the last is closed, so that one thread does for both', async () => {
  const { opened, hashing, open } = watched();
  const arrival = await openArrival(await memoryStore(), wanted, hashing);
  await append(arrival, 0, 1);
  await arrival.restart();
  expect(opened.at(-1)).toEqual({ bytes: bytes.length, beside: 1 });
  await append(arrival, 0, 4);
  expect(await arrival.finish()).toMatchObject({ chunks: { length: 4 } });
  arrival.close();
  expect(open()).toBe(0);
});
