import { MIB } from '../../domain/bytes';
import type { PackId, PackManifest } from '../../domain/pack';

/**
 * A pack as one file: a plain tar, so that any system opens it without this app. In this order: `haversack.json` (what
 * was known of the pack), `manifest.json` (canonical: its SHA-256 is the pack's id), `NOTICE.txt` (what its licence asks
 * to be said with every copy), `bom.cdx.json`, and the pack's own files below `files/`, licences first, then by size: the
 * weights last. Its reader asks for no order, and takes it below a folder too: so other tar programs may pack it again.
 */
export const EXTENSION = '.haversack.tar';
export const ABOUT = 'haversack.json';
export const MANIFEST = 'manifest.json';
export const NOTICE = 'NOTICE.txt';
export const BOM = 'bom.cdx.json';
/** A folder of their own: no file of a pack can take the name of one of ours. */
export const FILES = 'files/';

/** What an archive may have beside the files that its manifest lists, in bytes. */
export const ARCHIVE_LIMITS = {
  /** Ours has less than 2 kB. */
  about: 64 * 1024,
  /** Ours has 1 kB or so; never more than the manifest and the notice of the longest licence. */
  notice: 5 * MIB,
  /** Ours has some 20 kB; the longest manifest makes one of 20 MiB. */
  bom: 32 * MIB,
  /** A path and a size, and what other tar programs add: pax writes each in a line of text. */
  pax: 8 * 1024,
  /** What a system has left beside a file: an icon, where it came from. */
  left: 256 * 1024,
  /** tar programs fill the last record up with zeros: 10 kB, or what a tape took. */
  tail: MIB,
} as const;

/** `smollm2-135m-instruct-1a2b3c4d.haversack.tar`: plain everywhere, and two versions of a model differ. */
export function archiveName(packId: PackId, { name }: PackManifest): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain || 'model'}-${packId.slice(0, 8)}${EXTENSION}`;
}
