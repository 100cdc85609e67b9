import type { BareCall } from './bare-webllm.worker';
import type { Answer } from './timed';

/** One call at a time to a worker with web-llm and nothing of ours. */
export class BareWebllm {
  readonly #worker = new Worker(new URL('./bare-webllm.worker.ts', import.meta.url), { type: 'module' });

  load(base: string, contextTokens: number): Promise<void> {
    return this.#call({ call: 'load', base: new URL(base, location.href).href, contextTokens });
  }

  answer(prompt: string, maxTokens: number): Promise<Answer> {
    return this.#call({ call: 'answer', prompt, maxTokens });
  }

  #call<T>(message: BareCall): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<{ result: T } | { error: string }>) =>
        'error' in data ? reject(new Error(data.error)) : resolve(data.result);
      this.#worker.onerror = (event) => reject(new Error(event.message));
      this.#worker.postMessage(message);
    });
  }
}
