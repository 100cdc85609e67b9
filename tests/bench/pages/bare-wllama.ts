import { Wllama } from '@wllama/wllama/esm/index.js';
import { CPU_RUNTIME_URL } from '../../../src/lib/engine/wllama-wasm';
import { Timed, type Answer } from './timed';

/** wllama called from the page, as its makers show it, over the same file with the same context, threads and batch. */
export async function loadWllama(
  file: Blob,
  settings: { n_ctx: number; n_threads: number; n_batch: number },
): Promise<Wllama> {
  const wllama = new Wllama({ default: CPU_RUNTIME_URL }, { suppressNativeLog: true });
  wllama.setCompat(null);
  await wllama.loadModel([file], { ...settings, n_gpu_layers: 0, n_ubatch: settings.n_batch, n_parallel: 1 });
  return wllama;
}

export async function answerOfWllama(wllama: Wllama, prompt: string, maxTokens: number): Promise<Answer> {
  const timed = new Timed();
  let tokens = 0;
  await wllama.createCompletion({
    prompt,
    max_tokens: maxTokens,
    temperature: 0,
    stream: true,
    onData: (chunk) => {
      timed.push(chunk.choices[0]?.text ?? '');
      if (chunk.usage) tokens = chunk.usage.completion_tokens;
    },
  });
  return timed.answer(tokens);
}
