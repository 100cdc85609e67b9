import type { ByteSource } from '../../domain/bytes';
import { fail } from '../../domain/errors';
import type { Shard } from '../../domain/pack';
import { insideOf, isLeftBySystem } from './inside';
import { type ABOUT, ARCHIVE_LIMITS, BOM, FILES, type MANIFEST, NOTICE } from './names';
import { MOST_PAPER, type Papers, readPapers } from './papers';
import { scanTar } from './scan-tar';
import type { TarEntry } from './tar-read';

/** An archive that was looked through from end to end, headers only. `offsets` of each file's content, by its path. */
export type PackArchive = Papers & { offsets: ReadonlyMap<string, number> };

/** Papers for people and other programs, which are not read here, and how long each may be. */
const OTHER_PAPERS: ReadonlyMap<string, number> = new Map([
  [NOTICE, ARCHIVE_LIMITS.notice],
  [BOM, ARCHIVE_LIMITS.bom],
]);

/**
 * Reads the papers and where the files lie; the files themselves are neither read nor checked here. Hostile until
 * proved sound: only what the manifest lists, each once, with the size that it says, in any order. Throws
 * `archive/damaged`, also with what is missing of an archive that was cut off; `archive/limits`; `archive/extra` for
 * what does not belong to the pack; the codes of a manifest.
 */
export async function readArchive(source: ByteSource): Promise<PackArchive> {
  const { entries, cut } = await scanTar(source);
  const inside = insideOf(entries);
  const papers = await readPapers((path) => paper(source, inside.get(path), path));
  const { shards } = papers.manifest;
  const wanted = new Map(shards.map((shard) => [`${FILES}${shard.path}`.normalize('NFC'), shard]));
  const offsets = new Map<string, number>();
  for (const [path, entry] of inside) {
    const shard = wanted.get(path);
    if (shard) offsets.set(shard.path, placeOf(shard, entry, source));
    else if (!Object.hasOwn(MOST_PAPER, path)) checkOther(path, entry);
  }
  const absent = shards.find(({ path }) => !offsets.has(path));
  if (absent) return fail('archive/damaged', { what: `${absent.path}: 0 / ${absent.bytes}` });
  if (cut) return fail('archive/damaged', { what: 'end' });
  return { ...papers, offsets };
}

function placeOf({ path, bytes: wanted }: Shard, { offset, bytes }: TarEntry, { size }: ByteSource): number {
  if (bytes !== wanted) return fail('archive/damaged', { what: `${path}: ${bytes} / ${wanted}` });
  if (offset + bytes > size)
    return fail('archive/damaged', { what: `${path}: ${Math.max(0, size - offset)} / ${bytes}` });
  return offset;
}

function checkOther(path: string, entry: TarEntry): void {
  const most = OTHER_PAPERS.get(path);
  if (most === undefined && !isLeftBySystem(path, entry))
    return fail('archive/extra', { what: path.slice(0, 200) });
  if (most !== undefined && entry.bytes > most) fail('archive/limits', { what: path });
}

/** One of our own files, whole. */
async function paper(
  source: ByteSource,
  entry: TarEntry | undefined,
  path: typeof ABOUT | typeof MANIFEST,
): Promise<Uint8Array> {
  if (!entry) return fail('archive/damaged', { what: path });
  const { offset, bytes } = entry;
  if (bytes > MOST_PAPER[path]) return fail('archive/limits', { what: `${path}: ${bytes}` });
  if (offset + bytes > source.size)
    return fail('archive/damaged', { what: `${path}: ${Math.max(0, source.size - offset)} / ${bytes}` });
  return (await source.read(offset, bytes)).slice();
}
