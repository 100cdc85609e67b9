import { invalid, MLC_LIMITS, plain } from './limits';
import { isCount, isObject, type JsonObject, readJson } from './read-json';

/** One array of the model, as it lies in its shard. */
export type CacheRecord = {
  name: string;
  shape: number[];
  dtype: string;
  /** `f32-to-bf16`: stored in half the bytes of its dtype. */
  format: 'raw' | 'f32-to-bf16';
  nbytes: number;
  byteOffset: number;
};

export type CacheShard = { dataPath: string; nbytes: number; records: CacheRecord[] };

export type TensorCache = { shards: CacheShard[]; records: ReadonlyMap<string, CacheRecord>; bytes: number };

/** Bytes of one number. Sub-byte and bool arrays are in no known model. */
const WIDTHS: Readonly<Record<string, number>> = {
  float32: 4,
  float16: 2,
  bfloat16: 2,
  uint32: 4,
  int32: 4,
  uint16: 2,
  int16: 2,
  uint8: 1,
  int8: 1,
  float8_e4m3fn: 1,
  float8_e5m2: 1,
};
/** A name and nothing more: web-llm resolves it with `new URL`, which would follow `../`, `//host` and `https:`. */
const DATA_PATH = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,119}\.bin$/;

/**
 * `tensor-cache.json` (`ndarray-cache.json` of older folders): every range inside of its shard and apart from the others,
 * every length what shape and type make, every name once. Throws `mlc/invalid`.
 */
export function readTensorCache(bytes: Uint8Array, file: string): TensorCache {
  const top = readJson(bytes, file, MLC_LIMITS.indexBytes);
  const list = top.records;
  if (!Array.isArray(list) || list.length === 0) return invalid(file, 'no-records');
  if (list.length > MLC_LIMITS.shards) return invalid(file, 'too-many-shards', { has: list.length });
  const count = list.reduce((sum: number, shard: unknown) => sum + recordCount(shard), 0);
  if (count > MLC_LIMITS.records) return invalid(file, 'too-many-records', { has: count });
  const records = new Map<string, CacheRecord>();
  const paths = new Set<string>();
  const shards = list.map((shard: unknown) => {
    const read = readShard(shard, file);
    if (paths.has(read.dataPath.toLowerCase())) invalid(file, 'shard-twice', { what: plain(read.dataPath) });
    paths.add(read.dataPath.toLowerCase());
    for (const record of read.records) {
      if (records.has(record.name)) invalid(file, 'name-twice', { what: plain(record.name) });
      records.set(record.name, record);
    }
    return read;
  });
  return { shards, records, bytes: shards.reduce((sum, { nbytes }) => sum + nbytes, 0) };
}

function recordCount(shard: unknown): number {
  return isObject(shard) && Array.isArray(shard.records) ? shard.records.length : 0;
}

function readShard(value: unknown, file: string): CacheShard {
  if (!isObject(value) || !Array.isArray(value.records)) return invalid(file, 'shard');
  const { dataPath, nbytes, format } = value;
  if (typeof dataPath !== 'string' || !DATA_PATH.test(dataPath))
    return invalid(file, 'data-path', { what: plain(String(dataPath)) });
  if (format !== 'raw-shard') return invalid(file, 'shard-format', { what: plain(String(format)) });
  if (!isCount(nbytes, MLC_LIMITS.shardBytes) || nbytes === 0)
    return invalid(file, 'shard-bytes', { what: dataPath });
  const records = value.records.map((record: unknown) => readRecord(record, nbytes, file));
  const inOrder = [...records].sort((a, b) => a.byteOffset - b.byteOffset);
  for (const [index, record] of inOrder.entries()) {
    const next = inOrder[index + 1];
    if (next && next.byteOffset < record.byteOffset + record.nbytes)
      return invalid(file, 'overlap', { what: plain(next.name) });
  }
  return { dataPath, nbytes, records };
}

function readRecord(value: unknown, shardBytes: number, file: string): CacheRecord {
  if (!isObject(value)) return invalid(file, 'record');
  const { name, dtype, nbytes, byteOffset } = value;
  const format = value.format ?? 'raw';
  if (typeof name !== 'string' || name === '' || name.length > MLC_LIMITS.nameLength)
    return invalid(file, 'record-name');
  const refuse = (reason: string) => invalid(file, reason, { what: plain(name) });
  const width = typeof dtype === 'string' && Object.hasOwn(WIDTHS, dtype) ? WIDTHS[dtype] : undefined;
  if (typeof dtype !== 'string' || width === undefined) return refuse('dtype');
  if (format !== 'raw' && format !== 'f32-to-bf16') return refuse('record-format');
  if (format === 'f32-to-bf16' && dtype !== 'float32') return refuse('record-format');
  const shape = readShape(value, refuse);
  const elements = shape.reduce((product, length) => product * length, 1);
  const expected = elements * (format === 'f32-to-bf16' ? 2 : width);
  if (!isCount(nbytes, MLC_LIMITS.parameterBytes) || nbytes !== expected) return refuse('nbytes');
  if (!isCount(byteOffset, shardBytes)) return refuse('range');
  if (byteOffset + nbytes > shardBytes) return refuse('range');
  return { name, shape, dtype, format, nbytes, byteOffset };
}

function readShape({ shape }: JsonObject, refuse: (reason: string) => never): number[] {
  if (!Array.isArray(shape) || shape.length > MLC_LIMITS.dimensions) return refuse('shape');
  let elements = 1;
  return shape.map((length: unknown) => {
    if (!isCount(length, MLC_LIMITS.parameterBytes) || length === 0) return refuse('shape');
    // Each factor is at most 2^30, so the product stays exact until it is refused.
    elements *= length;
    return elements <= MLC_LIMITS.parameterBytes ? length : refuse('shape');
  });
}
