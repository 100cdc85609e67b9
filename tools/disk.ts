/** Faults of writing that the person can act on: a full disk, and a folder that may not be written to. */
import { mkdir } from 'node:fs/promises';
import { Problem } from './problem.mjs';
import { warn } from './terminal.mjs';

const FULL = ['ENOSPC', 'EDQUOT'];
const FORBIDDEN = ['EACCES', 'EPERM', 'EROFS'];

/** What is wrong in plain words, without a full stop; null where the disk is not to blame. */
function diskFault(thrown: unknown): string | null {
  if (!(thrown instanceof Error)) return null;
  const code = 'code' in thrown ? String(thrown.code) : '';
  if (FULL.includes(code)) return 'The disk is full';
  const path = 'path' in thrown ? String(thrown.path) : 'The cache folder';
  return FORBIDDEN.includes(code) ? `${path} cannot be written to` : null;
}

/** For work that is worth nothing unless it was written: rejects with a Problem. */
export async function guardDisk(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const fault = diskFault(thrown);
    if (fault === null) throw thrown;
    throw new Problem(`${fault}: make room for it there, then run the command again.`, thrown);
  }
}

/** Makes a folder that a person named, and those above it. Rejects with a Problem, also where a file is in its place. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await guardDisk(async () => void (await mkdir(folder, { recursive: true })));
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    const inTheWay = code === 'EEXIST' || code === 'ENOTDIR';
    throw inTheWay ? new Problem(`${folder} is no folder: name another.`, thrown) : thrown;
  }
}

const said = new Set<string>();

/**
 * For writing that only saves work later: where the disk refuses it, that is said with its `consequence`, once for all
 * files, and all goes on. False where it was not written.
 */
export async function writeIfPossible(work: () => Promise<void>, consequence: string): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (thrown) {
    const fault = diskFault(thrown);
    if (fault === null) throw thrown;
    if (!said.has(consequence)) warn(`${fault}: ${consequence}`);
    said.add(consequence);
    return false;
  }
}
