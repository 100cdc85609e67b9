import { describe, expect, it } from 'vitest';
import { GOLDEN } from '../../fixtures/gguf/golden';
import type { Answer } from './repack.worker';

async function inWorker(blob: Blob, contextTokens: number): Promise<Answer> {
  const worker = new Worker(new URL('./repack.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener('message', (event) => resolve(event.data));
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
      worker.postMessage({ blob, contextTokens });
    });
  } finally {
    worker.terminate();
  }
}

describe('in a browser worker', () => {
  it.each(['smollm2', 'gemma3'] as const)(
    '%s becomes the same bytes as in Node and in Python',
    async (name) => {
      const response = await fetch(`/@models/${name}`);
      expect(response.status).toBe(200);
      const golden = GOLDEN[name];
      const answer = await inWorker(await response.blob(), golden.contextTokens);
      expect(answer).toEqual({ records: golden.allRecords, tokenizer: golden.tokenizer.sha256, dom: false });
    },
    120_000,
  );
});
