import type { Alternative, Prompt, Usage } from '../domain/engine';
import { AppError, appError } from '../domain/errors';

/** What of llama.cpp's streamed completion chunks is read. */
export type CompletionChunk = {
  choices: { text: string; finish_reason: string | null; logprobs: unknown }[];
  usage?: { prompt_tokens: number; completion_tokens: number } | null;
  timings?: { prompt_ms: number; predicted_ms: number };
  prompt_progress?: { total: number };
};

/** Sampling as llama.cpp takes it. Its other samplers are off, so that both engines draw from the same distribution. */
export function completionRequest({ text, stop, sampling, maxTokens, alternatives }: Prompt) {
  return {
    prompt: text,
    stop,
    max_tokens: maxTokens,
    temperature: sampling.temperature,
    top_p: sampling.topP,
    top_k: 0,
    min_p: 0,
    seed: sampling.seed,
    n_probs: alternatives ?? 0,
    return_progress: true,
  };
}

export function countUsage(chunk: CompletionChunk, usage: Usage): void {
  if (chunk.prompt_progress) usage.promptTokens = chunk.prompt_progress.total;
  if (chunk.usage) {
    usage.promptTokens = chunk.usage.prompt_tokens;
    usage.completionTokens = chunk.usage.completion_tokens;
  }
  if (chunk.timings) {
    usage.prefillMs = chunk.timings.prompt_ms;
    usage.decodeMs = chunk.timings.predicted_ms;
  }
}

type Logprobs = { content?: { top_logprobs?: { token: string; logprob: number }[] }[] };

/** Likely tokens at this place, most likely first. */
export function readAlternatives(logprobs: unknown): Alternative[] | undefined {
  const top = (logprobs as Logprobs | null)?.content?.at(-1)?.top_logprobs;
  return top?.map(({ token, logprob }) => ({ text: token, probability: Math.exp(logprob) }));
}

/** llama.cpp's errors are sentences. */
export function completionFailure(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const [, prompt, context] =
    /\((\d+) tokens\) exceeds the available context size \((\d+) tokens\)/.exec(text) ?? [];
  if (prompt && context) {
    return appError(
      'engine/too-long',
      { promptTokens: Number(prompt), contextTokens: Number(context) },
      thrown,
    );
  }
  // After a trap, as for want of memory, its instance answers nothing any more.
  const crashed = thrown instanceof Error && thrown.name === 'RuntimeError';
  if (crashed || /wllama has crashed/.test(text)) {
    return appError('engine/worker-died', { what: text.slice(0, 200) }, thrown);
  }
  return appError('engine/generate-failed', { what: text.slice(0, 200) }, thrown);
}
