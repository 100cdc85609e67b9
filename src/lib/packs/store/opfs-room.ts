import './opfs-types';
import { isBusy, isQuota, writeFault } from './storage-faults';

/** An empty file of ours, to try things on. */
export const PROBE = 'probe';
/** Halvings of the interval in which the free room must lie: to a thousandth of what was asked for. */
const STEPS = 10;

/**
 * Asks for the room instead of believing `estimate()`: Chromium reports a fixed 10 GiB, whatever is left. To make an
 * empty file longer is charged to the quota at once, and writes nothing.
 */
export async function roomFor(root: FileSystemDirectoryHandle, bytes: number): Promise<number> {
  const probe = await root.getFileHandle(PROBE, { create: true });
  const handle = await probe.createSyncAccessHandle!().catch((thrown: unknown) => {
    if (isBusy(thrown)) return undefined;
    throw writeFault(thrown);
  });
  if (!handle) return bytes; // another tab is asking just now; a write will tell
  const fits = (size: number): boolean => {
    try {
      handle.truncate(size);
      return handle.getSize() === size; // some refuse without a word
    } catch (thrown) {
      if (isQuota(thrown)) return false;
      throw writeFault(thrown);
    }
  };
  try {
    if (fits(bytes)) return bytes;
    let [least, most] = [0, bytes];
    for (let step = 0; step < STEPS; step++) {
      const middle = Math.floor((least + most) / 2);
      if (fits(middle)) least = middle;
      else most = middle;
    }
    return least;
  } finally {
    handle.truncate(0);
    handle.close();
  }
}
