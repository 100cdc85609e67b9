import type { Prompt } from '../domain/engine';
import type { CompletionChunk } from './llama-completion';

/**
 * The chunks of an answer, in their order. llama.cpp tells the likely tokens of a place as text, and fails where one of
 * them is no whole character, as in scripts that take several tokens a letter. The answer then goes on from what was told,
 * without them. What was counted before counts in the chunks that come after.
 */
export async function* answerChunks(
  prompt: Prompt,
  ask: (prompt: Prompt) => AsyncIterable<CompletionChunk>,
): AsyncGenerator<CompletionChunk, void, void> {
  const began = performance.now();
  let firstAt = began;
  let [told, tokens, promptTokens] = ['', 0, 0];
  try {
    for await (const chunk of ask(prompt)) {
      promptTokens = chunk.prompt_progress?.total ?? promptTokens;
      const text = chunk.choices[0]?.text ?? '';
      if (text !== '') {
        if (tokens === 0) firstAt = performance.now();
        told += text;
        tokens += 1;
      }
      yield chunk;
    }
    return;
  } catch (thrown) {
    if (!prompt.alternatives || !isUntold(thrown)) throw thrown;
  }
  const spent = { prompt_ms: firstAt - began, predicted_ms: performance.now() - firstAt };
  const rest: Prompt = { ...prompt, text: prompt.text + told, maxTokens: prompt.maxTokens - tokens };
  delete rest.alternatives;
  for await (const { usage, timings, prompt_progress, ...chunk } of ask(rest)) {
    yield {
      ...chunk,
      ...(prompt_progress ? { prompt_progress: { total: promptTokens } } : {}),
      ...(usage
        ? { usage: { prompt_tokens: promptTokens, completion_tokens: tokens + usage.completion_tokens } }
        : {}),
      ...(timings
        ? {
            timings: {
              prompt_ms: spent.prompt_ms + timings.prompt_ms,
              predicted_ms: spent.predicted_ms + timings.predicted_ms,
            },
          }
        : {}),
    };
  }
}

/** wllama says so of a message that it could not read; llama.cpp itself is well. After a trap it is not. */
function isUntold(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'RuntimeError' && !thrown.message.startsWith('(ABORT)');
}
