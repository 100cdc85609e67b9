import { type ByteSource, MIB } from '../domain/bytes';
import { fail } from '../domain/errors';
import { blockType } from './blocks/block-type';
import type { Matrix } from './blocks/container';
import type { MatrixPart } from './parameter';
import type { PlannedParameter, TensorPlan, TensorRecord } from './plan';
import { fillRope } from './rope';
import type { TensorInfo } from './tensor-info';

/** What a verifying source checks at a time. */
const READ_BYTES = MIB;
/** Rows whose words are written next to each other: 128 bytes, two cache lines. */
const TILE_ROWS = 32;

/**
 * The bytes of shard `index`, repacked while `source` is read forward in pieces of at most a MiB. `into`, where it is
 * long enough, is used in place of a new array. Errors are the source's own,
 * and `gguf/limits` for rotary factors that are no numbers. A source that reuses its array serves one
 * shard at a time.
 */
export async function readShard(
  plan: TensorPlan,
  index: number,
  source: ByteSource,
  into?: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const shard = plan.shards[index] ?? fail('bug/unexpected', { what: `no shard ${index}` });
  const reusable = into && into.byteLength >= shard.bytes && into.byteOffset % 4 === 0;
  const bytes = reusable ? into.subarray(0, shard.bytes) : new Uint8Array(shard.bytes);
  const jobs = shard.parameters.flatMap((planned) => jobsOf(planned, source, bytes));
  // In the order of the file, not of the library: a source that checks by the MiB checks each MiB once.
  jobs.sort((a, b) => a.offset - b.offset);
  for (const job of jobs) await job.run();
  return bytes;
}

/** One run of bytes of the file and what becomes of them. */
type Job = { offset: number; run: () => Promise<void> | void };

function jobsOf(
  { parameter, records }: PlannedParameter,
  source: ByteSource,
  shard: Uint8Array<ArrayBuffer>,
): Job[] {
  // Typed arrays are in the machine's byte order, which is little-endian wherever there is WebGPU.
  const place = (record: TensorRecord | undefined) =>
    [shard.buffer, shard.byteOffset + (record?.byteOffset ?? 0), (record?.nbytes ?? 0) / 4] as const;
  const [first, scale, base] = records;
  switch (parameter.kind) {
    case 'matrix': {
      const matrix = {
        q: new Uint32Array(...place(first)),
        scale: new Float32Array(...place(scale)),
        base: new Float32Array(...place(base)),
        n: parameter.n,
      };
      return parameter.parts.map((part) => ({
        offset: part.tensor.offset + part.firstRow * rowBytesOf(part, parameter.k),
        run: () => fillPart(part, parameter.k, source, matrix),
      }));
    }
    case 'vector': {
      const { offset, bytes } = parameter.tensor;
      return [{ offset, run: () => copy(source, offset, shard.subarray(first!.byteOffset), bytes) }];
    }
    case 'rope': {
      const table = new Float32Array(...place(first));
      const { factors } = parameter;
      return [
        {
          offset: factors?.offset ?? 0,
          run: async () => fillRope(table, parameter, factors && (await floats(source, factors))),
        },
      ];
    }
  }
}

async function copy(source: ByteSource, offset: number, out: Uint8Array, length: number): Promise<void> {
  for (let done = 0; done < length; done += READ_BYTES) {
    out.set(await source.read(offset + done, Math.min(READ_BYTES, length - done)), done);
  }
}

async function floats(source: ByteSource, { offset, bytes }: TensorInfo): Promise<Float32Array> {
  const copied = new Uint8Array(bytes);
  await copy(source, offset, copied, bytes);
  return new Float32Array(copied.buffer);
}

async function fillPart(part: MatrixPart, k: number, source: ByteSource, matrix: Matrix): Promise<void> {
  const { tensor, firstRow, rows } = part;
  const { repack } = blockType(tensor.type.name)!; // the plan holds no other types
  const blocksPerRow = k / tensor.type.blockElements;
  const rowBytes = rowBytesOf(part, k);
  const columns = columnsOf(part);
  const fitting = Math.max(1, Math.floor(READ_BYTES / rowBytes));
  const rowsPerRead = fitting < TILE_ROWS ? fitting : fitting - (fitting % TILE_ROWS);
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

function rowBytesOf({ tensor }: MatrixPart, k: number): number {
  return (k / tensor.type.blockElements) * tensor.type.blockBytes;
}

/** The column of each row of a part. */
function columnsOf({ rows, firstColumn, interleavedHead: head }: MatrixPart): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => {
    if (head === 0) return firstColumn + row;
    const inHead = row % head;
    return firstColumn + row - inHead + (inHead % 2) * (head / 2) + (inHead >> 1);
  });
}
