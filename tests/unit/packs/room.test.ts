import { expect, it } from 'vitest';
import { packsRoom } from '../../../src/lib/packs/room';

it('who chooses not to save while the disk is still being opened stays with memory, also where that fails then', async () => {
  let refuse = (_: Error) => {};
  let opened = 0;
  const room = packsRoom({
    open: () => (opened++, new Promise((_, reject) => (refuse = reject))),
  });
  const asked = room.store();
  await room.withoutSaving();
  refuse(new Error('a slow disk that fails'));
  await expect(asked).rejects.toThrow();
  expect([(await room.store()).kind, opened]).toEqual(['memory', 1]);
});
