import { expect, it } from 'vitest';
import type { Prompt } from '../../../src/lib/domain/engine';
import { answerChunks } from '../../../src/lib/engine/llama-answer';
import type { CompletionChunk } from '../../../src/lib/engine/llama-completion';

const prompt: Prompt = {
  text: 'Say it: ',
  stop: ['.'],
  sampling: { temperature: 0, topP: 1, seed: 1 },
  maxTokens: 10,
  alternatives: 3,
};
const saying = (text: string): CompletionChunk => ({
  choices: [{ text, finish_reason: null, logprobs: null }],
});
const progress = (total: number): CompletionChunk => ({ choices: [], prompt_progress: { total } });
const end = (completion_tokens: number): CompletionChunk => ({
  choices: [{ text: '', finish_reason: 'stop', logprobs: null }],
  usage: { prompt_tokens: 99, completion_tokens },
  timings: { prompt_ms: 5, predicted_ms: 7 },
});
/** As wllama names what it could not read, and a trap. */
const failure = (message: string) => Object.assign(new Error(message), { name: 'RuntimeError' });

/** Each run of llama.cpp: chunks, and what it ends with. */
async function answer(asked: Prompt, runs: { chunks: CompletionChunk[]; ends?: Error }[]) {
  const prompts: Prompt[] = [];
  const chunks: CompletionChunk[] = [];
  async function* ask(this_: Prompt) {
    const run = runs[prompts.push(this_) - 1]!;
    yield* run.chunks;
    if (run.ends) throw run.ends;
  }
  for await (const chunk of answerChunks(asked, ask)) chunks.push(chunk);
  return { prompts, chunks };
}

it('an answer goes on from what was told, without likely tokens, where one of those is no whole character', async () => {
  const { prompts, chunks } = await answer(prompt, [
    {
      chunks: [progress(4), saying('one'), saying(' two')],
      ends: failure('Invalid typed array length: 1163217991'),
    },
    { chunks: [progress(6), saying(' 🏳'), end(3)] },
  ]);
  const { alternatives, ...plain } = prompt;
  expect(alternatives).toBe(3);
  expect(prompts).toEqual([prompt, { ...plain, text: 'Say it: one two', maxTokens: 8 }]);
  expect(chunks.map(({ choices }) => choices[0]?.text ?? '').join('')).toBe('one two 🏳');
  expect(chunks.filter((chunk) => chunk.prompt_progress).map((chunk) => chunk.prompt_progress)).toEqual([
    { total: 4 },
    { total: 4 },
  ]);
  expect(chunks.at(-1)?.usage).toEqual({ prompt_tokens: 4, completion_tokens: 5 });
  expect(chunks.at(-1)?.timings?.predicted_ms).toBeGreaterThanOrEqual(7);
});

it.each([
  ['a trap of llama.cpp', prompt, failure('(ABORT) out of memory')],
  ['any other fault', prompt, new Error('the context is full')],
  ['a fault where no likely tokens were asked for', { ...prompt, alternatives: 0 }, failure('odd')],
])('%s ends it', async (_, asked, ends) => {
  await expect(answer(asked, [{ chunks: [saying('one')], ends }])).rejects.toBe(ends);
});

it('a second fault ends it', async () => {
  const ends = failure('again');
  await expect(
    answer(prompt, [
      { chunks: [saying('one')], ends },
      { chunks: [], ends },
    ]),
  ).rejects.toBe(ends);
});
