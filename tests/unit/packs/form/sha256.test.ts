import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { digestFile, openSha256 } from '../../../../src/lib/packs/form/sha256';
import { seededBytes } from '../../../fakes/seeded-bytes';

const reference = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytes = seededBytes(5, 2_500_000);

it.each([0, 1, 63, 64, 65, 1_048_576, 2_499_999])(
  'a stream saved after %i bytes goes on to the same digest',
  async (cut) => {
    const first = await openSha256({ bytes: bytes.length });
    await first.update(bytes.subarray(0, cut));
    const second = await openSha256({ bytes: bytes.length, state: await first.save() });
    await second.update(bytes.subarray(cut));
    expect(await second.digest()).toBe(reference(bytes));
  },
);

it('a state of another build is refused', async () => {
  await expect(openSha256({ bytes: 1, state: new Uint8Array(116) })).rejects.toThrow();
});

it('a file gets its digest and one per MiB, the last for what is left', async () => {
  const read = async (offset: number, length: number) => bytes.slice(offset, offset + length);
  const { sha256, chunks } = await digestFile({ size: bytes.length, read, close: () => {} });
  expect(sha256).toBe(reference(bytes));
  expect(chunks).toEqual([0, 1, 2].map((at) => reference(bytes.subarray(at << 20, (at + 1) << 20))));
});
