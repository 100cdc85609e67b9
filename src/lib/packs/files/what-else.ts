import { type AppError, appError } from '../../domain/errors';
import { looksLikeTar } from '../archive/tar-read';

/** So much of a file is looked at to tell what it is: the first block of a tar. */
export const HEAD_BYTES = 512;

const MODEL_NAME = /\.(?:gguf|haversack\.tar)$/i;
const WEB_NAME = /\.(?:x?html?|xml|svg)$/i;
/** What every safetensors file keeps below: its own readers refuse a longer header. */
const MOST_SAFETENSORS_HEADER = 100_000_000;

/** Beginnings, a character for each byte. */
const PACKED: readonly (readonly [string, string])[] = [
  ['PK\x03\x04', 'ZIP'],
  ["7z\xbc\xaf'\x1c", '7z'],
  ['\x1f\x8b', 'gzip'],
  ['\xfd7zXZ\0', 'xz'],
  ['(\xb5/\xfd', 'Zstandard'],
  ['Rar!', 'RAR'],
  ['BZh', 'bzip2'],
];
const FORMATS: readonly (readonly [string, string])[] = [
  ['lmgg', 'GGML'],
  ['fmgg', 'GGML'],
  ['tjgg', 'GGML'],
  ['\x89HDF', 'HDF5'],
  ['\x80\x02', 'PyTorch'],
  ['\x80\x03', 'PyTorch'],
  ['\x80\x04', 'PyTorch'],
];

/** Whoever gave a file such a name means it to be a model. */
export function claimsToBeModel(name: string): boolean {
  return MODEL_NAME.test(name);
}

/** Why a file is none of ours, as plainly as its first bytes tell. `bytes` is the size of the whole file. */
export function whatElse(file: string, head: Uint8Array, bytes: number): AppError {
  if (bytes === 0) return appError('archive/stand-in', { file });
  // A decoder for latin1 is one for windows-1252 in browsers: 0x80 would be the sign of the euro.
  const text = String.fromCharCode(...head);
  const format = formatOf(file, text, head, bytes);
  if (format) return appError('archive/other-format', { file, format });
  const packed = PACKED.find(([start]) => text.startsWith(start))?.[1];
  if (packed) return appError('archive/compressed', { file, format: packed });
  const webPage = /^\s*<(?:!doctype|html|head|\?xml)/i.test(text) && !WEB_NAME.test(file);
  if (webPage || text.startsWith('version https://git-lfs')) return appError('archive/stand-in', { file });
  if (/\.gguf$/i.test(file)) return appError('gguf/not-gguf', { file });
  if (claimsToBeModel(file)) return appError('archive/damaged', { what: file });
  if (looksLikeTar(head)) return appError('archive/compressed', { file, format: 'tar' });
  return appError('archive/unknown-kind', { file });
}

function formatOf(file: string, text: string, head: Uint8Array, bytes: number): string | undefined {
  const known = FORMATS.find(([start]) => text.startsWith(start))?.[1];
  if (known) return known;
  // PyTorch packs its pickle in a ZIP, as the first file of it.
  if (text.startsWith('PK\x03\x04') && text.slice(30, 330).includes('data.pkl')) return 'PyTorch';
  if (text.slice(4, 8) === 'TFL3') return 'TensorFlow Lite';
  if (isSafetensors(text, head, bytes)) return 'safetensors';
  // Protocol buffers have no magic: a version of the format below 20, and then a name.
  const onnx = head[0] === 0x08 && (head[1] ?? 0) > 0 && (head[1] ?? 0) < 20 && head[2] === 0x12;
  return onnx || /\.onnx$/i.test(file) ? 'ONNX' : undefined;
}

/** The length of a JSON header, little-endian in eight bytes, and the header. */
function isSafetensors(text: string, head: Uint8Array, bytes: number): boolean {
  if (head.length < 10 || text[8] !== '{') return false;
  const length = new DataView(head.buffer, head.byteOffset, 8).getBigUint64(0, true);
  return length <= MOST_SAFETENSORS_HEADER && Number(length) + 8 <= bytes;
}
