import type { LoadOptions, LoadRequest, PackFile } from '../domain/engine';
import { fail } from '../domain/errors';
import type { GpuArtifacts } from '../engine/webllm';
import { ownLibrary } from '../gguf/own-library';
import { engineConfigJson, engineIndexJson } from '../mlc/engine-config';
import { readMlc, smallFiles, weightFiles } from '../mlc/folder';
import { wholeOf } from './verified-file';

/**
 * An MLC folder and its library: shards and tokenizer are the verified files as they are; configuration and index are
 * written anew from what was checked, so that nothing else of them reaches web-llm.
 */
export async function mlcArtifacts(
  { folder = [], library }: LoadRequest,
  { onProgress }: LoadOptions,
): Promise<GpuArtifacts> {
  if (!library) return fail('engine/no-library');
  onProgress({ stage: 'read', fraction: 0.01 });
  const files = folder.map(({ path, file }) => ({ path, bytes: file.bytes, file }));
  const small = smallFiles(files, { path: 'model.wasm', bytes: library.bytes, file: library });
  const read = async ({ path, file }: { path: string; file: PackFile }) => ({
    path,
    bytes: await wholeOf(file),
  });
  const tokenizer = await read(small.tokenizer);
  const model = await readMlc({
    config: await read(small.config),
    index: await read(small.index),
    tokenizer,
    library: await read(small.library),
  });
  const weights = weightFiles(model, small.index.path, files);
  onProgress({ stage: 'read', fraction: 0.05 });

  const json = (text: string) => new TextEncoder().encode(text);
  const table = new Map<string, () => Promise<Uint8Array<ArrayBuffer>>>([
    ['mlc-chat-config.json', async () => json(engineConfigJson(model))],
    ['model.wasm', async () => model.library.wasm],
    ['tokenizer.json', async () => tokenizer.bytes],
    ['tensor-cache.json', async () => json(engineIndexJson(model))],
  ]);
  model.cache.shards.forEach(({ dataPath }, index) => {
    const { file } = weights[index]!;
    table.set(dataPath, () => wholeOf(file));
  });
  const { kvState } = model.library.metadata;
  return {
    packId: weights[0]!.file.sha256,
    library: library.sha256,
    table,
    contextTokens: model.contextTokens,
    bos: model.bosIds,
    stopIds: model.stopIds,
    // A recurrent state cannot be cut back to where two prompts part.
    prefixes: kvState !== 'kv_cache' ? 'never' : ownLibrary(library.sha256) ? 'hold' : 'probe',
  };
}
