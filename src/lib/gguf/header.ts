import type { ByteSource } from '../domain/bytes';
import { fail } from '../domain/errors';
import { HeaderCursor } from './cursor';
import { LIMITS, malformed, within } from './limits';
import { Metadata } from './metadata';
import { type MetadataValue, readValue } from './metadata-value';
import { placeTensors, readTensorInfo, type TensorInfo } from './tensor-info';

export type GgufHeader = {
  readonly version: number;
  readonly metadata: Metadata;
  /** By name, in the order of the file. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /** Where the tensors' bytes begin. */
  readonly dataOffset: number;
  readonly fileBytes: number;
};

/** 'GGUF', little-endian. */
const MAGIC = 0x46554747;
const DEFAULT_ALIGNMENT = 32;

/**
 * The header of a GGUF v2 or v3 file, every number checked: `gguf/not-gguf`, `gguf/truncated`, `gguf/limits` (with the
 * limit or rule that was broken) or `gguf/unsupported`. Reads no more of the file than the header, in whole MiB.
 */
export async function parseHeader(source: ByteSource): Promise<GgufHeader> {
  if (source.size < 4) fail('gguf/not-gguf', { bytes: source.size });
  const cursor = new HeaderCursor(source);
  await cursor.need(4);
  if (cursor.u32() !== MAGIC) fail('gguf/not-gguf', { bytes: source.size });
  await cursor.need(4);
  const version = cursor.u32();
  if (version !== 2 && version !== 3) {
    // A big-endian file shows its version in the high byte.
    fail('gguf/unsupported', version % 2 ** 24 === 0 ? { bigEndian: true } : { version });
  }
  await cursor.need(16);
  const tensorCount = within('tensors', cursor.u64('tensor count'), 'tensor count');
  const entryCount = within('metadataEntries', cursor.u64('metadata count'), 'metadata count');
  const metadata = await readMetadata(cursor, entryCount);
  const alignment = alignmentOf(metadata);
  const tensors: TensorInfo[] = [];
  for (let index = 0; index < tensorCount; index++) tensors.push(await readTensorInfo(cursor));
  const dataOffset = Math.ceil(cursor.position / alignment) * alignment;
  return {
    version,
    metadata,
    tensors: placeTensors(tensors, dataOffset, alignment, source.size),
    dataOffset,
    fileBytes: source.size,
  };
}

async function readMetadata(cursor: HeaderCursor, count: number): Promise<Metadata> {
  const values = new Map<string, MetadataValue>();
  for (let index = 0; index < count; index++) {
    const key = await cursor.text('keyBytes', 'metadata key');
    if (values.has(key)) malformed('duplicate-key', key);
    values.set(key, await readValue(cursor, key));
  }
  return new Metadata(values);
}

function alignmentOf(metadata: Metadata): number {
  const alignment = metadata.number('general.alignment') ?? DEFAULT_ALIGNMENT;
  const powerOfTwo = Number.isInteger(alignment) && alignment >= 8 && Number.isInteger(Math.log2(alignment));
  if (!powerOfTwo || alignment > LIMITS.alignment) malformed('alignment', String(alignment));
  return alignment;
}
