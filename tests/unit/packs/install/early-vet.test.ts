import { expect, it, vi } from 'vitest';
import type { Vet } from '../../../../src/lib/domain/inspect';
import type { PackManifest, Shard } from '../../../../src/lib/domain/pack';
import { openArrival } from '../../../../src/lib/packs/fetch/arrival';
import { vetEarly } from '../../../../src/lib/packs/install/early-vet';
import { sha256 } from '../../../../src/lib/packs/form/sha256';
import { memoryStore } from '../../../../src/lib/packs/store/store-memory';
import { countedSource } from '../../../fakes/memory-archive';
import { seededBytes } from '../../../fakes/seeded-bytes';

const bytes = seededBytes(4, 1000);
const name = await sha256(bytes);
const shard: Shard = { path: 'model.gguf', role: 'weights', bytes: bytes.length, sha256: name };
const manifest = { shards: [shard] } as PackManifest;
const { signal } = new AbortController();

const read = vi.fn();

/** Reads the file, and says what its first byte is. */
const vet = vi.fn<Vet>(async ({ shards }, open) => {
  const source = await open(shards[0]!);
  const first = (await source.read(0, 1))[0];
  source.close();
  read();
  return { checks: [{ what: 'facts', path: '', result: 'passed', details: `${first}` }], unknown: [] };
});

/** `came`: what was written at first, and looked at. The file itself then comes whole and right. */
async function install(came: Uint8Array<ArrayBuffer>, look: Vet) {
  const store = await memoryStore();
  const early = vetEarly(look, store, manifest, signal);
  const arrival = await openArrival(store, shard);
  await arrival.append(came, await sha256(came));
  early.files.grown(name, arrival);
  await vi.waitFor(() => expect(read).toHaveBeenCalled(), { timeout: 10_000 });
  await arrival.restart();
  await arrival.append(bytes, name);
  await arrival.finish();
  early.files.here(name, [name]);
  const found = await early.vet(manifest, async () => countedSource(bytes), signal);
  early.end();
  const looks = vet.mock.calls.length;
  vet.mockClear();
  read.mockClear();
  return { said: found.checks[0]?.details, looks };
}

it('what was seen while the file came is what counts, where it is the same file', async () => {
  expect(await install(bytes, vet)).toEqual({ said: `${bytes[0]}`, looks: 1 });
});

it('a file that came twice, and differs, is looked at again when it is whole', async () => {
  const other = bytes.map((byte) => byte ^ 1);
  expect(await install(other, vet)).toEqual({ said: `${bytes[0]}`, looks: 2 });
});

it('a look that failed early refuses nothing: the whole file is judged', async () => {
  let calls = 0;
  const look: Vet = async (...asked) => {
    const found = await vet(...asked);
    if (calls++ === 0) throw new Error('failed early');
    return found;
  };
  expect(await install(bytes, look)).toEqual({ said: `${bytes[0]}`, looks: 2 });
});

it('one who cancels does not wait for a look that waits for bytes', async () => {
  const stop = new AbortController();
  const early = vetEarly(vet, await memoryStore(), manifest, stop.signal);
  const looking = early.vet(manifest, async () => countedSource(bytes), stop.signal);
  stop.abort(new DOMException('cancelled', 'AbortError'));
  await expect(looking).rejects.toMatchObject({ name: 'AbortError' });
});
