import { type ByteSource, MIB } from '../domain/bytes';
import { appError } from '../domain/errors';
import { blockType } from './blocks/block-type';
import type { Matrix } from './blocks/container';
import type { MatrixPart, Parameter } from './parameter';
import type { PlannedParameter, TensorPlan, TensorRecord } from './plan';
import { fillRope } from './rope';

/** About what the source checks at a time. */
const READ_BYTES = MIB;
/** Rows whose words are written next to each other: 128 bytes, two cache lines. */
const TILE_ROWS = 32;

/**
 * The bytes of shard `index`, repacked while `source` is read forward in pieces of about a MiB. `into`, at least as long
 * as the shard, is used in place of a new array. Errors are the source's own.
 */
export async function readShard(
  plan: TensorPlan,
  index: number,
  source: ByteSource,
  into?: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const shard = plan.shards[index];
  if (!shard) throw appError('bug/unexpected', { what: `no shard ${index}` });
  const reusable = into && into.byteLength >= shard.bytes && into.byteOffset % 4 === 0;
  const bytes = reusable ? into.subarray(0, shard.bytes) : new Uint8Array(shard.bytes);
  for (const planned of shard.parameters) await fill(planned, source, bytes);
  return bytes;
}

async function fill(
  planned: PlannedParameter,
  source: ByteSource,
  shard: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const { parameter, records } = planned;
  // Typed arrays are in the machine's byte order, which is little-endian wherever there is WebGPU.
  const place = (record: TensorRecord | undefined) =>
    [shard.buffer, shard.byteOffset + (record?.byteOffset ?? 0), (record?.nbytes ?? 0) / 4] as const;
  if (parameter.kind === 'matrix') {
    const [q, scale, base] = records;
    const matrix = {
      q: new Uint32Array(...place(q)),
      scale: new Float32Array(...place(scale)),
      base: new Float32Array(...place(base)),
      n: parameter.n,
    };
    for (const part of parameter.parts) await fillPart(part, parameter, source, matrix);
  } else if (parameter.kind === 'vector') {
    await copy(
      source,
      parameter.tensor.offset,
      shard.subarray(records[0]!.byteOffset),
      parameter.tensor.bytes,
    );
  } else {
    fillRope(new Float32Array(...place(records[0])), parameter.base, parameter.positions, parameter.headDim);
  }
}

async function copy(source: ByteSource, offset: number, out: Uint8Array, length: number): Promise<void> {
  for (let done = 0; done < length; done += READ_BYTES) {
    out.set(await source.read(offset + done, Math.min(READ_BYTES, length - done)), done);
  }
}

async function fillPart(
  part: MatrixPart,
  parameter: Extract<Parameter, { kind: 'matrix' }>,
  source: ByteSource,
  matrix: Matrix,
): Promise<void> {
  const { tensor, firstRow, rows } = part;
  const { repack } = blockType(tensor.type.name)!; // the plan holds no other types
  const blocksPerRow = parameter.k / tensor.type.blockElements;
  const rowBytes = blocksPerRow * tensor.type.blockBytes;
  const columns = columnsOf(part);
  const tiles = Math.max(1, Math.floor(READ_BYTES / rowBytes / TILE_ROWS));
  const rowsPerRead =
    rowBytes > READ_BYTES / TILE_ROWS ? Math.max(1, Math.floor(READ_BYTES / rowBytes)) : tiles * TILE_ROWS;
  for (let row = 0; row < rows; row += rowsPerRead) {
    const count = Math.min(rowsPerRead, rows - row);
    const bytes = await source.read(tensor.offset + (firstRow + row) * rowBytes, count * rowBytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let tile = 0; tile < count; tile += TILE_ROWS) {
      const end = row + Math.min(count, tile + TILE_ROWS);
      repack(
        { view, start: tile * rowBytes, rowBytes, blocksPerRow, columns: columns.subarray(row + tile, end) },
        matrix,
      );
    }
  }
}

/** The column of each row of a part. */
function columnsOf({ rows, firstColumn, interleavedHead: head }: MatrixPart): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => {
    if (head === 0) return firstColumn + row;
    const inHead = row % head;
    return firstColumn + row - inHead + (inHead % 2) * (head / 2) + (inHead >> 1);
  });
}
