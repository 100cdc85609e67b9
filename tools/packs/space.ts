import { statfs } from 'node:fs/promises';
import { Problem } from '../problem.mjs';
import { bytes } from '../terminal.mjs';

/** Kept free on top of what is fetched, so that the rest of the machine goes on working. */
const SPARE_BYTES = 64e6;

export type FreeSpace = (folder: string) => Promise<number>;

const freeSpace: FreeSpace = async (folder) => {
  const disk = await statfs(folder);
  return disk.bavail * disk.bsize;
};

/** Rejects with a Problem that gives both figures where `folder`'s disk lacks room for `needed` bytes. */
export async function needSpace(folder: string, needed: number, what: string, free: FreeSpace = freeSpace) {
  const available = await free(folder);
  if (available >= needed + SPARE_BYTES) return;
  throw new Problem(
    `Not enough disk space for ${what}: it needs ${bytes(needed + SPARE_BYTES)} in ${folder}, and ${bytes(available)} are free.`,
  );
}
