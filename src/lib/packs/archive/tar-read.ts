import type { ByteSource } from '../../domain/bytes';
import { fail } from '../../domain/errors';
import { ARCHIVE_LIMITS } from './names';
import { readPax } from './pax';
import { BLOCK, checksumOf, fieldOf, paddingOf, readName, readNumber } from './tar-fields';

/**
 * A plain file of a tar, or a folder, which has no content: `offset` is where its content begins. It may claim more bytes
 * than the archive has.
 */
export type TarEntry = { path: string; bytes: number; offset: number; folder?: true };

/** Whether a block could open a tar: cheap, for telling what a file is. */
export function looksLikeTar(block: Uint8Array): boolean {
  return (
    block.length >= BLOCK && isUstar(block) && readNumber(fieldOf(block, 'checksum')) === checksumOf(block)
  );
}

/** Headers that say something of the one after them: pax, pax for all that follow, GNU's long name. */
const BEFORE = ['x', 'g', 'L'];
const FILE = ['0', '\0'];
const FOLDER = '5';

/**
 * The next file or folder of a tar, from `position` on, or undefined at its end. Reads headers only, whatever sizes they
 * claim. Throws `archive/damaged` for what is cut off or has a wrong checksum; `archive/extra` for links, devices, sparse
 * files and everything else that has no place in a pack; `archive/limits` for what no tar program writes.
 */
export async function nextEntry(source: ByteSource, position: number): Promise<TarEntry | undefined> {
  const block = await blockAt(source, position);
  if (block.every((byte) => byte === 0)) return undefined;
  const said: { path?: string; size?: number } = {};
  const seen = new Set<string>();
  let at = position;
  let header = readHeader(block);
  while (BEFORE.includes(header.type)) {
    const { type, size } = header;
    if (seen.has(type) || size > ARCHIVE_LIMITS.pax) return fail('archive/limits', { what: `type ${type}` });
    seen.add(type);
    const from = at + BLOCK;
    if (from + size > source.size) return fail('archive/damaged', { what: 'pax' });
    const content = (await source.read(from, size)).slice();
    const read = type === 'L' ? { path: readName(content) } : readPax(content);
    if (type === 'g' && Object.keys(read).length > 0) return fail('archive/limits', { what: 'type g' });
    if (said.path !== undefined && read.path !== undefined) return fail('archive/limits', { what: 'path' });
    Object.assign(said, read);
    at = from + size + paddingOf(size);
    header = readHeader(await blockAt(source, at));
  }
  const { type, name, size } = header;
  const path = said.path ?? name;
  const bytes = said.size ?? size;
  if (type === FOLDER && bytes === 0) return { path, bytes, offset: at + BLOCK, folder: true };
  if (!FILE.includes(type)) return fail('archive/extra', { what: `${path.slice(0, 100)}: type ${type}` });
  return { path, bytes, offset: at + BLOCK };
}

/** Where the next header begins. */
export function afterEntry({ offset, bytes }: TarEntry): number {
  return offset + bytes + paddingOf(bytes);
}

async function blockAt(source: ByteSource, position: number): Promise<Uint8Array> {
  if (position + BLOCK > source.size) return fail('archive/damaged', { what: `${source.size} bytes` });
  return (await source.read(position, BLOCK)).slice();
}

function readHeader(block: Uint8Array): { type: string; name: string; size: number } {
  if (!isUstar(block)) return fail('archive/damaged', { what: 'header' });
  if (readNumber(fieldOf(block, 'checksum')) !== checksumOf(block))
    return fail('archive/damaged', { what: 'checksum of a header' });
  const name = readName(fieldOf(block, 'name'));
  const prefix = isGnu(block) ? '' : readName(fieldOf(block, 'prefix'));
  const size = readNumber(fieldOf(block, 'size')) ?? fail('archive/damaged', { what: 'size' });
  return {
    type: String.fromCharCode(...fieldOf(block, 'type')),
    name: prefix ? `${prefix}/${name}` : name,
    size,
  };
}

function isUstar(block: Uint8Array): boolean {
  const magic = String.fromCharCode(...fieldOf(block, 'magic'));
  return magic === 'ustar\x0000' || magic === 'ustar  \0';
}

/** GNU's own header keeps times where ustar keeps the prefix. */
function isGnu(block: Uint8Array): boolean {
  return fieldOf(block, 'magic')[5] === 0x20;
}
