import type { ByteSource } from '../domain/bytes';
import type { LoadOptions, LoadRequest, PackFile } from '../domain/engine';
import { fail } from '../domain/errors';
import type { ArtifactTable } from '../engine/artifacts';
import { readLibraryMetadata, type LibraryMetadata } from '../engine/library-metadata';
import type { GpuArtifacts } from '../engine/webllm';
import { chatConfigJson } from '../gguf/chat-config';
import { readFacts } from '../gguf/facts';
import { parseHeader } from '../gguf/header';
import { planTensors, recordsOf, tensorCacheJson, type TensorPlan } from '../gguf/plan';
import { readShard } from '../gguf/shard';
import { tokenizerJson } from '../gguf/tokenizer/tokenizer-json';
import { openBytes } from '../packs/read';
import { verified } from '../packs/verified';

/** A compiled library is 4 MB; what unpacks to more is none. */
const LIBRARY_LIMIT = 64 * 1024 * 1024;

/**
 * A GGUF and a library as web-llm reads a model: nothing is stored, every part is made when it is asked for, from bytes
 * that were checked as they were read. The sources stay open for as long as the worker lives.
 */
export async function gpuArtifacts(request: LoadRequest, { onProgress }: LoadOptions): Promise<GpuArtifacts> {
  const { library, weights } = request;
  if (!library) return fail('engine/no-library');
  onProgress({ stage: 'read', fraction: 0.01 });
  const wasm = await gunzip(await wholeOf(await open(library)));
  const metadata = readLibraryMetadata(wasm);
  const source = await open(weights);
  const header = await parseHeader(source);
  const facts = readFacts(header);
  const plan = planTensors(header, metadata.contextTokens);
  checkFit(plan, metadata);
  onProgress({ stage: 'read', fraction: 0.05 });

  const json = (text: string) => new TextEncoder().encode(text);
  const table = new Map<string, () => Promise<Uint8Array<ArrayBuffer>>>([
    ['mlc-chat-config.json', async () => json(chatConfigJson(facts, metadata))],
    ['model.wasm', async () => wasm],
    ['tokenizer.json', async () => tokenizerJson(header)],
    ['tensor-cache.json', async () => json(tensorCacheJson(plan))],
  ]);
  plan.shards.forEach(({ dataPath }, index) => table.set(dataPath, () => readShard(plan, index, source)));
  return {
    packId: weights.sha256,
    table: table satisfies ArtifactTable,
    contextTokens: metadata.contextTokens,
    bos: facts.bosText !== '' && facts.bosId !== null ? [facts.bosId] : [],
    stopIds: [...facts.stopIds],
  };
}

async function open({ ref, chunks }: PackFile): Promise<ByteSource> {
  return verified(await openBytes(ref), chunks);
}

async function wholeOf(source: ByteSource): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = (await source.read(0, source.size)).slice();
  source.close();
  return bytes;
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader
      .read()
      .catch((cause: unknown) => fail('engine/no-library', {}, cause));
    if (done) break;
    pieces.push(value);
    size += value.length;
    if (size > LIBRARY_LIMIT) fail('engine/no-library', { bytes: size });
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** A library reads its parameters by name; one of another shape would give wrong text, or read beyond a buffer. */
function checkFit(plan: TensorPlan, { params }: LibraryMetadata): void {
  const has = new Map(recordsOf(plan).map((record) => [record.name, record]));
  for (const { name, shape, dtype } of params) {
    const record = has.get(name);
    const fits = record?.dtype === dtype && String(record.shape) === String(shape);
    if (!fits) fail('engine/no-library', { parameter: name });
  }
}
