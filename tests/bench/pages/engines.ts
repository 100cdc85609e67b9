/** Both sides of one engine on one page, each loaded once and asked in turn. */
import type { Session } from '../../../src/lib/domain/engine';
import { cpuThreads } from '../../../src/lib/engine/probe';
import { answerOfWllama, loadWllama } from './bare-wllama';
import { BareWebllm } from './bare-webllm';
import { answer, CHOICES, install, installed, load, requestFor } from './ours';
import type { Answer } from './timed';

export type Sides = {
  ours(prompt: string, maxTokens: number): Promise<Answer>;
  bare(prompt: string, maxTokens: number): Promise<Answer>;
};

async function oursOn(engine: 'gpu' | 'cpu'): Promise<{ session: Session; weights: Blob }> {
  const request = await requestFor(await installed(), CHOICES[engine]);
  const session = await load(request, () => {});
  const { ref } = request.weights;
  return { session, weights: ref instanceof Blob ? ref : await ref.getFile() };
}

const engines = {
  install,
  /** Filled by `loadGpu` or `loadCpu`. */
  sides: undefined as Sides | undefined,
  async loadGpu(base: string): Promise<void> {
    const { session } = await oursOn('gpu');
    const bare = new BareWebllm();
    await bare.load(base, session.contextTokens);
    engines.sides = {
      ours: (prompt, maxTokens) => answer(session, prompt, maxTokens),
      bare: (prompt, maxTokens) => bare.answer(prompt, maxTokens),
    };
  },
  async loadCpu(): Promise<void> {
    const { session, weights } = await oursOn('cpu');
    const wllama = await loadWllama(weights, {
      n_ctx: session.contextTokens,
      n_threads: cpuThreads(navigator.hardwareConcurrency, crossOriginIsolated),
      n_batch: 32,
    });
    engines.sides = {
      ours: (prompt, maxTokens) => answer(session, prompt, maxTokens),
      bare: (prompt, maxTokens) => answerOfWllama(wllama, prompt, maxTokens),
    };
  },
};

declare global {
  interface Window {
    engines: typeof engines;
  }
}
window.engines = engines;
