import type { Digest } from '../../domain/digest';
import type { InstalledPack, Shard, Source } from '../../domain/pack';
import { bomOf } from '../bom/bom';
import { canonicalJson } from '../form/canonical';
import { writeAbout } from './about';
import { ABOUT, archiveName, BOM, FILES, MANIFEST, NOTICE } from './names';
import { noticeText } from './notice-text';
import { paddingOf } from './tar-fields';
import { endOfArchive, fileHeader } from './tar-write';

/** A piece of an archive: bytes of ours, or a whole file of the store. */
export type Piece =
  | { kind: 'bytes'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'file'; sha256: Digest; path: string; bytes: number };

/** Pieces in order; end to end they are the archive, `totalBytes` long. */
export type ArchivePlan = { fileName: string; totalBytes: number; pieces: Piece[] };

/** How a pack is written as one file. The same pack, as this device knows it, always gives the same bytes. */
export async function planArchive(pack: InstalledPack): Promise<ArchivePlan> {
  const { packId, manifest } = pack;
  const json = (value: unknown) => new TextEncoder().encode(canonicalJson(value));
  const pieces: Piece[] = [
    ...paper(ABOUT, writeAbout(pack)),
    ...paper(MANIFEST, json(manifest)),
    ...paper(NOTICE, new TextEncoder().encode(noticeText(manifest))),
    ...paper(BOM, json(await bomOf(asPassedOn(pack)))),
    ...inOrder(manifest.shards).flatMap(({ path, bytes, sha256 }): Piece[] => [
      { kind: 'bytes', bytes: fileHeader(FILES + path, bytes) },
      { kind: 'file', sha256, path, bytes },
      { kind: 'bytes', bytes: new Uint8Array(paddingOf(bytes)) },
    ]),
    { kind: 'bytes', bytes: endOfArchive() },
  ];
  const totalBytes = pieces.reduce(
    (sum, piece) => sum + (piece.kind === 'file' ? piece.bytes : piece.bytes.length),
    0,
  );
  return { fileName: archiveName(packId, manifest), totalBytes, pieces };
}

/**
 * Without what is the person's own: their word, when they did what, the names of their files and devices. So the archive
 * is also the same on another day, and one that was cut off can go on.
 */
function asPassedOn({ word: _, source, verification, ...pack }: InstalledPack): InstalledPack {
  return {
    ...pack,
    source: nameless(source),
    installedAt: '',
    verification: { ...verification, checkedAt: '' },
  };
}

function nameless(source: Source): Source {
  if ('fileName' in source) return { ...source, fileName: '' };
  return source.kind === 'peer' ? { ...source, name: '' } : source;
}

function paper(path: string, content: Uint8Array<ArrayBuffer>): Piece[] {
  return [fileHeader(path, content.length), content, new Uint8Array(paddingOf(content.length))].map(
    (bytes) => ({
      kind: 'bytes',
      bytes,
    }),
  );
}

/** Licences and notices first, where a person finds them; then by size, so that a cut costs the weights alone. */
function inOrder(shards: readonly Shard[]): Shard[] {
  const rank = ({ role }: Shard) => (role === 'licence' ? 0 : 1);
  return [...shards].sort(
    (a, b) => rank(a) - rank(b) || a.bytes - b.bytes || (a.path < b.path ? -1 : Number(a.path > b.path)),
  );
}
