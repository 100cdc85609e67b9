import type { ByteSource } from '../../domain/bytes';
import { fail } from '../../domain/errors';
import { ARCHIVE_LIMITS } from './names';
import { readPax } from './pax';
import { BLOCK, checksumOf, fieldOf, paddingOf, readName, readNumber } from './tar-fields';

/** A plain file of a tar: `offset` is where its content begins. It may claim more bytes than the archive has. */
export type TarEntry = { path: string; bytes: number; offset: number };

/** Whether a block could open a tar: cheap, for telling what a file is. */
export function looksLikeTar(block: Uint8Array): boolean {
  return (
    block.length >= BLOCK && isUstar(block) && readNumber(fieldOf(block, 'checksum')) === checksumOf(block)
  );
}

/**
 * The next file of a tar, from `position` on, or undefined at its end. Reads headers only, whatever sizes they claim.
 * Throws `archive/damaged` for what is cut off or has a wrong checksum; `archive/limits` for links, devices, folders,
 * sparse files and everything else that is no plain file.
 */
export async function nextEntry(source: ByteSource, position: number): Promise<TarEntry | undefined> {
  const block = await blockAt(source, position);
  if (block.every((byte) => byte === 0)) return undefined;
  const { type, name, size } = readHeader(block);
  if (type !== 'x') {
    if (type !== '0' && type !== '\0')
      return fail('archive/limits', { what: `${name.slice(0, 100)}: type ${type}` });
    return { path: name, bytes: size, offset: position + BLOCK };
  }
  if (size > ARCHIVE_LIMITS.pax) return fail('archive/limits', { what: 'pax' });
  const from = position + BLOCK;
  if (from + size > source.size) return fail('archive/damaged', { what: 'pax' });
  const pax = readPax((await source.read(from, size)).slice());
  const next = from + size + paddingOf(size);
  const plain = readHeader(await blockAt(source, next));
  if (plain.type !== '0' && plain.type !== '\0')
    return fail('archive/limits', { what: `pax, type ${plain.type}` });
  return { path: pax.path ?? plain.name, bytes: pax.size ?? plain.size, offset: next + BLOCK };
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
