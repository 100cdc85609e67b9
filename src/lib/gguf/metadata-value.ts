import type { HeaderCursor } from './cursor';
import { LIMITS, malformed, within } from './limits';
import { fail } from '../domain/errors';
import { TextList } from './text-list';

export type NumberList =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** `bigint` only for 64-bit values that are no exact number. */
export type MetadataValue = string | number | bigint | boolean | TextList | NumberList;

const BOOL = 7;
const STRING = 8;
const ARRAY = 9;
/** Bytes of a number by its type: u8 i8 u16 i16 u32 i32 f32 bool - - u64 i64 f64. */
const WIDTH = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8] as const;

export async function readValue(cursor: HeaderCursor, key: string): Promise<MetadataValue> {
  await cursor.need(4);
  const type = cursor.u32();
  if (type === STRING) return cursor.text('stringBytes', key);
  if (type === ARRAY) return readArray(cursor, key);
  const width = widthOf(type, key);
  await cursor.need(width);
  return readNumber(cursor.take(width), 0, type, key);
}

async function readArray(cursor: HeaderCursor, key: string): Promise<TextList | NumberList> {
  await cursor.need(12);
  const type = cursor.u32();
  const count = within('arrayItems', cursor.u64(key), key);
  if (type === ARRAY) malformed('nested-array', key); // in the format, in no known model
  // Each string takes at least its 8 bytes of length: a count that the file cannot hold is refused before allocating.
  const least = count * (type === STRING ? 8 : widthOf(type, key));
  if (least > cursor.left) fail('gguf/truncated', { needs: cursor.position + least, has: cursor.fileBytes });
  if (type === STRING) return readTexts(cursor, count, key);
  await cursor.need(least);
  return readNumbers(cursor.take(least), type, count, key);
}

async function readTexts(cursor: HeaderCursor, count: number, key: string): Promise<TextList> {
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  let done = 0;
  while (done < count) {
    done = takeTexts(cursor, starts, ends, done, key);
    if (done === count) break;
    await cursor.need(8);
    const length = within('stringBytes', cursor.u64(key), key);
    cursor.position -= 8;
    await cursor.need(8 + length);
  }
  return new TextList(cursor, starts, ends);
}

/** The tight loop: strings from `from` on, as far as the bytes in memory go. Returns how many are done. */
function takeTexts(
  cursor: HeaderCursor,
  starts: Uint32Array,
  ends: Uint32Array,
  from: number,
  key: string,
): number {
  let index = from;
  for (; index < starts.length && cursor.has(8); index++) {
    const length = cursor.u64(key);
    if (length > LIMITS.stringBytes || !cursor.has(length)) {
      cursor.position -= 8;
      break;
    }
    starts[index] = cursor.position;
    cursor.position += length;
    ends[index] = cursor.position;
  }
  return index;
}

function readNumbers(view: DataView<ArrayBuffer>, type: number, count: number, key: string): NumberList {
  const copy = () => view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  if (type === 0 || type === BOOL) return new Uint8Array(copy());
  if (type === 1) return new Int8Array(copy());
  const list =
    type === 2
      ? new Uint16Array(count)
      : type === 3
        ? new Int16Array(count)
        : type === 4
          ? new Uint32Array(count)
          : type === 5
            ? new Int32Array(count)
            : type === 6
              ? new Float32Array(count)
              : new Float64Array(count);
  const width = widthOf(type, key);
  for (let index = 0; index < count; index++)
    list[index] = Number(readNumber(view, index * width, type, key));
  return list;
}

function readNumber(view: DataView, at: number, type: number, key: string): number | bigint | boolean {
  switch (type) {
    case 0:
      return view.getUint8(at);
    case 1:
      return view.getInt8(at);
    case 2:
      return view.getUint16(at, true);
    case 3:
      return view.getInt16(at, true);
    case 4:
      return view.getUint32(at, true);
    case 5:
      return view.getInt32(at, true);
    case 6:
      return view.getFloat32(at, true);
    case BOOL:
      if (view.getUint8(at) > 1) malformed('boolean', key);
      return view.getUint8(at) === 1;
    case 10:
      return exact(view.getBigUint64(at, true));
    case 11:
      return exact(view.getBigInt64(at, true));
    default:
      return view.getFloat64(at, true);
  }
}

function exact(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function widthOf(type: number, key: string): number {
  return WIDTH[type] || malformed('value-type', key);
}
