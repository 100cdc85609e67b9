import type { BareCall } from './bare-webllm.worker';
import type { Answer } from './timed';

/** One call at a time to a worker with web-llm and nothing of ours. */
export class BareWebllm {
  readonly #worker = new Worker(new URL('./bare-webllm.worker.ts', import.meta.url), { type: 'module' });

  /** `onStage` hears when web-llm begins to read weights and to compile shaders. */
  load(base: string, contextTokens: number, onStage: (stage: string) => void = () => {}): Promise<void> {
    return this.#call({ call: 'load', base: new URL(base, location.href).href, contextTokens }, onStage);
  }

  answer(prompt: string, maxTokens: number): Promise<Answer> {
    return this.#call({ call: 'answer', prompt, maxTokens });
  }

  #call<T>(message: BareCall, onStage: (stage: string) => void = () => {}): Promise<T> {
    type Reply = { result: T } | { error: string } | { stage: string };
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => {
        if ('stage' in data) onStage(data.stage);
        else if ('error' in data) reject(new Error(data.error));
        else resolve(data.result);
      };
      this.#worker.onerror = (event) => reject(new Error(event.message));
      this.#worker.postMessage(message);
    });
  }
}
