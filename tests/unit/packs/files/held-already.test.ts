import { expect, it } from 'vitest';
import { toDigest } from '../../../../src/lib/domain/digest';
import { openArrival } from '../../../../src/lib/packs/fetch/arrival';
import { heldAlready } from '../../../../src/lib/packs/files/held-already';
import { sha256 } from '../../../../src/lib/packs/form/sha256';
import { memoryStore } from '../../../../src/lib/packs/store/store-memory';
import { seededBytes } from '../../../fakes/seeded-bytes';

const bytes = seededBytes(3, 5000);
const right = await sha256(bytes);
const another = toDigest(await crypto.subtle.digest('SHA-256', new Uint8Array(1)));

/** What is known of a file with these bytes, after all of them have come under `name`. */
async function known(name: typeof right) {
  const store = await memoryStore();
  const arrival = await openArrival(store, { path: 'model.gguf', bytes: bytes.length, sha256: name });
  await arrival.append(bytes, right);
  await arrival.save();
  arrival.close();
  const source = { size: bytes.length, read: async () => bytes, close: () => {} };
  const looking = heldAlready(store, source, new AbortController().signal);
  for (;;) {
    const step = await looking.next();
    if (step.done) return step.value;
  }
}

it('a file that lies whole under its own digest is known by it', async () => {
  expect(await known(right)).toEqual({ sha256: right, chunks: [right] });
});

it('a file never gets the digest of another, under whose name its bytes lie', async () => {
  expect(await known(another)).toBeUndefined();
});
