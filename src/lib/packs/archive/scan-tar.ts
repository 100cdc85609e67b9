import type { ByteSource } from '../../domain/bytes';
import { fail } from '../../domain/errors';
import { MAX_FOLDER_SHARDS } from '../form/manifest';
import { isAppErrorWith } from '../form/refused';
import { ABOUT, ARCHIVE_LIMITS } from './names';
import { BLOCK, paddingOf } from './tar-fields';
import { afterEntry, looksLikeTar, nextEntry, type TarEntry } from './tar-read';

/** The files of a pack, as many folders, and what a system leaves beside each of them. */
const MOST_ENTRIES = 4 * MAX_FOLDER_SHARDS;

/** Entries in the order in which they lie. `cut`: the archive stops before its end. */
export type TarScan = { entries: TarEntry[]; cut: boolean };

/**
 * Looks through a tar from end to end, headers only: nothing between its files and nothing after. Throws
 * `archive/damaged`; `archive/limits` for bytes where there must be none; `archive/extra` for what is no plain file, and
 * for more than a pack can have.
 */
export async function scanTar(source: ByteSource): Promise<TarScan> {
  const entries: TarEntry[] = [];
  for await (const entry of entriesOf(source)) {
    if (entries.length >= MOST_ENTRIES) return fail('archive/extra', { what: `${MOST_ENTRIES} +` });
    entries.push(entry);
    if (entry.offset + entry.bytes > source.size) return { entries, cut: true };
    await checkPadding(source, entry);
  }
  const last = entries.at(-1);
  const end = last ? afterEntry(last) : 0;
  if (end + BLOCK > source.size) return { entries, cut: true };
  await checkTail(source, end);
  return { entries, cut: false };
}

/** Up to the end blocks, or to where the source stops. */
async function* entriesOf(source: ByteSource): AsyncGenerator<TarEntry, void, void> {
  for (let position = 0; position + BLOCK <= source.size;) {
    const entry = await nextEntry(source, position);
    if (!entry) return;
    yield entry;
    position = afterEntry(entry);
  }
}

/**
 * True if a file is a tar with the first of our papers in it, whatever its name is and wherever in it that lies: ours
 * begin with it, and other tar programs take files in the order of their folder. `head` is its first block.
 */
export async function holdsPack(source: ByteSource, head: Uint8Array): Promise<boolean> {
  if (!looksLikeTar(head)) return false;
  let looked = 0;
  try {
    for await (const { path } of entriesOf(source)) {
      if (path === ABOUT || path.endsWith(`/${ABOUT}`)) return true;
      if (++looked >= MOST_ENTRIES) return false;
    }
  } catch (thrown) {
    if (isAppErrorWith(thrown, 'archive/choose-again') || !isAppErrorWith(thrown, 'archive/')) throw thrown;
  }
  return false;
}

async function checkPadding(source: ByteSource, { path, offset, bytes }: TarEntry): Promise<void> {
  const from = offset + bytes;
  const length = Math.min(paddingOf(bytes), source.size - from);
  if (!(await onlyZeros(source, from, length)))
    fail('archive/limits', { what: `${path.slice(0, 200)}: padding` });
}

/** Two blocks of zeros, and what a tar program fills up with. */
async function checkTail(source: ByteSource, position: number): Promise<void> {
  const length = source.size - position;
  if (length < 2 * BLOCK) fail('archive/damaged', { what: 'end' });
  if (length > ARCHIVE_LIMITS.tail || !(await onlyZeros(source, position, length)))
    fail('archive/limits', { what: `${length} bytes after the end` });
}

async function onlyZeros(source: ByteSource, offset: number, length: number): Promise<boolean> {
  return length === 0 || (await source.read(offset, length)).every((byte) => byte === 0);
}
