import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { readLibraryMetadata } from '../../src/lib/mlc/library-metadata';
import { chatConfigJson } from '../../src/lib/gguf/chat-config';
import { readFacts } from '../../src/lib/gguf/facts';
import { parseHeader } from '../../src/lib/gguf/header';
import { planTensors, tensorCacheJson } from '../../src/lib/gguf/plan';
import { readShard } from '../../src/lib/gguf/shard';
import { tokenizerJson } from '../../src/lib/gguf/tokenizer/tokenizer-json';
import { openFile } from '../../tools/packs/node-source';

/** The files that web-llm would download for a model: made from the same GGUF and library that our worker reads. */
export async function derivedFiles(gguf: string, library: string): Promise<Map<string, Uint8Array>> {
  const wasm = new Uint8Array(gunzipSync(await readFile(library)));
  const { prefillChunk, contextTokens } = readLibraryMetadata(wasm, library);
  if (contextTokens === null) throw new Error(`${library} names no context`);
  const source = await openFile(gguf);
  try {
    const header = await parseHeader(source);
    const plan = planTensors(header, contextTokens);
    const json = (text: string) => new TextEncoder().encode(text);
    const files = new Map<string, Uint8Array>([
      ['mlc-chat-config.json', json(chatConfigJson(readFacts(header), { contextTokens, prefillChunk }))],
      ['model.wasm', wasm],
      ['tokenizer.json', tokenizerJson(header)],
      ['tensor-cache.json', json(tensorCacheJson(plan))],
    ]);
    for (const [index, { dataPath }] of plan.shards.entries())
      files.set(dataPath, await readShard(plan, index, source));
    return files;
  } finally {
    source.close();
  }
}
