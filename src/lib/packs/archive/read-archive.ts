import type { ByteSource } from '../../domain/bytes';
import { fail } from '../../domain/errors';
import type { PackManifest, Shard } from '../../domain/pack';
import { packIdOf } from '../form/canonical';
import { MANIFEST_LIMITS, parseManifest } from '../form/manifest';
import { type About, readAbout } from './about';
import { ABOUT, ARCHIVE_LIMITS, BOM, FILES, MANIFEST, NOTICE } from './names';
import { BLOCK, paddingOf } from './tar-fields';
import { afterEntry, looksLikeTar, nextEntry, type TarEntry } from './tar-read';

/** An archive that was looked through from end to end, headers only. `offsets` of each file's content, by its path. */
export type PackArchive = { about: About; manifest: PackManifest; offsets: ReadonlyMap<string, number> };

/** Papers for people and other programs, which are not read here: each once, no longer than this. */
const LATER_PAPERS: ReadonlyMap<string, number> = new Map([
  [NOTICE, ARCHIVE_LIMITS.notice],
  [BOM, ARCHIVE_LIMITS.bom],
]);

/** True if the first block of a file is that of our archives, whatever its name is. */
export function isArchiveHead(block: Uint8Array): boolean {
  return (
    looksLikeTar(block) && new TextDecoder().decode(block.subarray(0, ABOUT.length + 1)) === `${ABOUT}\0`
  );
}

/**
 * Reads the papers and where the files lie; the files themselves are neither read nor checked here. Hostile until
 * proved sound: only what the manifest lists, each once, with the size that it says, nothing between and nothing after.
 * Throws `archive/damaged`, also with what is missing of an archive that was cut off; `archive/limits`; the codes of a
 * manifest.
 */
export async function readArchive(source: ByteSource): Promise<PackArchive> {
  const first = await paper(source, 0, ABOUT, ARCHIVE_LIMITS.about);
  const about = readAbout(first.content);
  const second = await paper(source, afterEntry(first), MANIFEST, MANIFEST_LIMITS.maxBytes);
  const manifest = parseManifest(second.content);
  if ((await packIdOf(manifest)) !== about.packId) return fail('archive/damaged', { what: MANIFEST });

  const wanted = new Map(manifest.shards.map((shard) => [FILES + shard.path, shard]));
  const offsets = new Map<string, number>();
  let position = afterEntry(second);
  await checkPadding(source, second);
  const papers = new Set<string>();
  for (;;) {
    const entry = await entryAt(source, position, missing(wanted, offsets));
    if (!entry) break;
    const most = LATER_PAPERS.get(entry.path);
    if (most !== undefined) {
      if (papers.has(entry.path) || entry.bytes > most) return fail('archive/limits', { what: entry.path });
      papers.add(entry.path);
    } else {
      const shard = wanted.get(entry.path);
      if (!shard) return fail('archive/limits', { what: `${entry.path.slice(0, 200)}: not listed` });
      if (offsets.has(shard.path)) return fail('archive/limits', { what: `${shard.path}: twice` });
      if (entry.bytes !== shard.bytes)
        return fail('archive/damaged', { what: `${shard.path}: ${entry.bytes} / ${shard.bytes}` });
      offsets.set(shard.path, entry.offset);
    }
    if (entry.offset + entry.bytes > source.size) return cutOff(source, entry);
    await checkPadding(source, entry);
    position = afterEntry(entry);
  }
  const [absent] = missing(wanted, offsets);
  if (absent) return fail('archive/damaged', { what: `${absent.path}: 0 / ${absent.bytes}` });
  await checkTail(source, position);
  return { about, manifest, offsets };
}

function missing(wanted: ReadonlyMap<string, Shard>, offsets: ReadonlyMap<string, number>): Shard[] {
  return [...wanted.values()].filter(({ path }) => !offsets.has(path));
}

/** Where there should be a header or the end, an archive may simply stop. */
async function entryAt(source: ByteSource, position: number, left: Shard[]): Promise<TarEntry | undefined> {
  if (position + BLOCK <= source.size) return nextEntry(source, position);
  const [next] = left;
  return fail('archive/damaged', { what: next ? `${next.path}: 0 / ${next.bytes}` : 'end' });
}

function cutOff(source: ByteSource, { path, offset, bytes }: TarEntry): never {
  const name = path.startsWith(FILES) ? path.slice(FILES.length) : path;
  return fail('archive/damaged', { what: `${name}: ${Math.max(0, source.size - offset)} / ${bytes}` });
}

/** One of our own files, at its place, whole. */
async function paper(
  source: ByteSource,
  position: number,
  path: string,
  limit: number,
): Promise<TarEntry & { content: Uint8Array }> {
  const entry = await nextEntry(source, position);
  if (entry?.path !== path) return fail('archive/damaged', { what: path });
  if (entry.bytes > limit) return fail('archive/limits', { what: `${path}: ${entry.bytes}` });
  if (entry.offset + entry.bytes > source.size) return cutOff(source, entry);
  return { ...entry, content: (await source.read(entry.offset, entry.bytes)).slice() };
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
