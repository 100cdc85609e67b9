import type { LoadOptions, LoadRequest, PackFile } from '../domain/engine';
import { AppError, fail } from '../domain/errors';
import type { ArtifactTable } from '../engine/artifacts';
import type { GpuArtifacts } from '../engine/webllm';
import { chatConfigJson } from '../gguf/chat-config';
import { readFacts } from '../gguf/facts';
import { parseHeader } from '../gguf/header';
import { compareWithLibrary, type LibraryFacts } from '../gguf/library';
import { ownLibrary } from '../gguf/own-library';
import { planTensors, tensorCacheJson, type TensorPlan } from '../gguf/plan';
import { readShard } from '../gguf/shard';
import { tokenizerJson } from '../gguf/tokenizer/tokenizer-json';
import { type CompiledLibrary, readLibrary } from '../mlc/library';
import { mlcArtifacts } from './mlc-artifacts';
import { openVerified, wholeOf } from './verified-file';

/** A pack as web-llm reads a model: from bytes that were checked as they were read, whatever its layout. */
export function gpuArtifacts(request: LoadRequest, options: LoadOptions): Promise<GpuArtifacts> {
  return request.manifest.layout === 'mlc' ? mlcArtifacts(request, options) : ggufArtifacts(request, options);
}

/**
 * A GGUF and a library: nothing is stored, every part is made when it is asked for. The sources stay open for as long as
 * the worker lives.
 */
async function ggufArtifacts(
  { library, weights }: LoadRequest,
  { onProgress }: LoadOptions,
): Promise<GpuArtifacts> {
  if (!library) return fail('engine/no-library');
  onProgress({ stage: 'read', fraction: 0.01 });
  const { wasm, metadata } = await libraryOf(library);
  const source = await openVerified(weights);
  const header = await parseHeader(source);
  const facts = readFacts(header);
  const own = ownLibrary(library.sha256);
  const contextTokens = own?.contextTokens ?? metadata.contextTokens ?? fail('engine/no-library');
  const plan = planTensors(header, contextTokens);
  const { prefillChunk } = metadata;
  const params = metadata.params as LibraryFacts['params'];
  checkFit(plan, { ...(own ?? plan.shape), contextTokens, prefillChunk, params });
  onProgress({ stage: 'read', fraction: 0.05 });

  const json = (text: string) => new TextEncoder().encode(text);
  const table = new Map<string, () => Promise<Uint8Array<ArrayBuffer>>>([
    ['mlc-chat-config.json', async () => json(chatConfigJson(facts, { contextTokens, prefillChunk }))],
    ['model.wasm', async () => wasm],
    ['tokenizer.json', async () => tokenizerJson(header)],
    ['tensor-cache.json', async () => json(tensorCacheJson(plan))],
  ]);
  plan.shards.forEach(({ dataPath }, index) => table.set(dataPath, () => readShard(plan, index, source)));
  return {
    packId: weights.sha256,
    library: library.sha256,
    table: table satisfies ArtifactTable,
    contextTokens,
    bos: facts.bosText !== '' && facts.bosId !== null ? [facts.bosId] : [],
    stopIds: [...facts.stopIds],
    prefixes: own ? 'hold' : 'probe',
  };
}

async function libraryOf(file: PackFile): Promise<CompiledLibrary> {
  try {
    return await readLibrary(await wholeOf(file), 'library');
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'mlc/invalid') throw thrown;
    return fail('engine/no-library', thrown.details, thrown);
  }
}

/**
 * A library reads its parameters by name; one of another shape would give wrong text, or read beyond a buffer. Of one
 * of ours the numbers that stand in no array are compared too, such as the base of the rotary positions; another
 * library does not say what it was compiled for.
 */
function checkFit(plan: TensorPlan, library: LibraryFacts): void {
  const { fits, matched, total, differing } = compareWithLibrary(plan, library);
  const [first] = differing;
  if (!fits) fail('engine/no-library', { parameter: first?.name ?? '', matched, total });
}
