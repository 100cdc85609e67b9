/** What the GPU engine's worker does with a model, without the GPU. Answers with digests. */
import type { ByteSource } from '../../../src/lib/domain/bytes';
import { parseHeader } from '../../../src/lib/gguf/header';
import { planTensors } from '../../../src/lib/gguf/plan';
import { tokenizerJson } from '../../../src/lib/gguf/tokenizer/tokenizer-json';
import { recordDigests, sha256 } from '../../fixtures/gguf/record-digests';

export type Answer = { records: string; tokenizer: string; dom: boolean };

function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
    close() {},
  };
}

self.addEventListener('message', async (event: MessageEvent<{ blob: Blob; contextTokens: number }>) => {
  const source = blobSource(event.data.blob);
  const header = await parseHeader(source);
  const { all } = await recordDigests(planTensors(header, event.data.contextTokens), source);
  const answer: Answer = {
    records: all,
    tokenizer: await sha256(tokenizerJson(header)),
    dom: 'document' in globalThis,
  };
  self.postMessage(answer);
});
