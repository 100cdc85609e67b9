import { expect, it } from 'vitest';
import type { InstallEvent, InstallResult } from '../../../src/lib/domain/install';
import type { PacksWorker } from '../../../src/lib/state/downloads.svelte';
import { Space, type SpaceParts } from '../../../src/lib/state/space.svelte';

/** A device with `left` bytes of room, whose browser always says that 1000 are free. */
function space(left: number | (() => number), more: Partial<SpaceParts> = {}) {
  const device = { used: 0, asked: [] as number[] };
  const answers: Record<string, (args: { bytes: number }) => unknown> = {
    parts: () => ({ count: 1, bytes: device.used }),
    storage: () => ({ opfs: true, quotaBytes: 1000 + device.used, usedBytes: device.used, persisted: false }),
    room: ({ bytes }) => (
      device.asked.push(bytes),
      Math.min(bytes, (typeof left === 'number' ? left : left()) - device.used)
    ),
  };
  const call = async (name: string, args: { bytes: number }) => answers[name]!(args);
  const packs = { call } as unknown as PacksWorker;
  const report = (thrown: unknown) => expect.unreachable(String(thrown));
  const parts = { packs: () => packs, arriving: () => undefined, removed: () => [], report, ...more };
  return { device, space: new Space(parts, 0) };
}

it('what the browser says is free is tried, and what is not there is not promised', async () => {
  const { space: small } = space(300);
  await small.read();
  expect(small.forecast(500)).toEqual({ needs: 500, free: 1000, hasRoom: true });
  await small.try(500);
  expect(small.forecast(500)).toEqual({ needs: 500, free: 300, hasRoom: false });
  expect(small.forecast(300).hasRoom).toBe(true);
});

it('what is smaller and fits does not hide that a larger one did not; what is larger and fits does', async () => {
  let left = 300;
  const { space: small } = space(() => left);
  await small.read();
  await small.try(500);
  await small.try(100);
  expect(small.forecast(500).hasRoom).toBe(false);
  left = 600;
  await small.try(500);
  expect(small.forecast(500).hasRoom).toBe(true);
});

it('nothing is tried while something arrives, which would be refused room', async () => {
  let arriving: { heldBytes: number; totalBytes: number } | undefined = { heldBytes: 10, totalBytes: 110 };
  const { space: busy, device } = space(300, { arriving: () => arriving });
  await busy.try(500);
  expect(device.asked).toEqual([]);
  await busy.read();
  expect(busy.forecast(1).free).toBe(900);
  arriving = undefined;
  await busy.try(500);
  expect([device.asked, busy.forecast(1).free]).toEqual([[500], 300]);
});

it('while a download runs the figures follow it, so that what came does not count as free', async () => {
  let held = 0;
  const { space: followed, device } = space(1000, {
    arriving: () => ({ heldBytes: held, totalBytes: 400 }),
  });
  await followed.read();
  const began = followed.followed(async function* (): AsyncGenerator<InstallEvent, InstallResult, void> {
    for (held = 100; held <= 400; held += 100) {
      device.used = held;
      yield { kind: 'progress', heldBytes: held, totalBytes: 400, file: '' };
    }
    return { kind: 'cancelled' };
  });
  const events = began();
  await events.next();
  await events.next();
  await expect.poll(() => followed.partBytes).toBe(200);
  expect(followed.report?.usedBytes).toBe(200);
  for (let step = await events.next(); !step.done; step = await events.next());
  await expect.poll(() => followed.partBytes).toBe(400);
});
