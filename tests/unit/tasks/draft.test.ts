import { describe, expect, test } from 'vitest';
import type { DraftIntent } from '../../../src/lib/domain/task';
import { buildDraftPrompt } from '../../../src/lib/tasks/draft';
import { GEMMA3, LLAMA3, MISTRAL, SMOLLM2 } from './facts';

const INTENTS: DraftIntent[] = ['paragraph', 'reply', 'bullets', 'polite', 'simple'];
const NOTES = '- school opens Monday\n- 2 new teachers';

describe.each(INTENTS)('the prompt to draft: %s', (intent) => {
  test('ends where the model goes on, and has no system turn', () => {
    const { prompt } = buildDraftPrompt(SMOLLM2, intent, NOTES);
    expect(prompt.text.startsWith('<|im_start|>user\n')).toBe(true);
    expect(prompt.text).not.toContain('system');
    expect(prompt.text.endsWith('<|im_end|>\n<|im_start|>assistant\n')).toBe(true);
    expect(prompt.text.split(NOTES).length).toBe(2);
    expect(prompt.stop).toEqual(['<|im_end|>']);
  });

  test('of a base model is a page with one example, to be completed', () => {
    const { prompt } = buildDraftPrompt(GEMMA3, intent, NOTES);
    expect(prompt.text.endsWith(':\n')).toBe(true);
    expect(prompt.text.match(new RegExp(NOTES, 'g'))?.length).toBe(1);
    expect(prompt.stop.length).toBeGreaterThan(0);
    for (const stop of prompt.stop) expect(prompt.text.endsWith(stop)).toBe(false);
  });

  test('takes the temperature and seed that are asked for, and has sensible ones', () => {
    expect(buildDraftPrompt(SMOLLM2, intent, NOTES, { temperature: 0, seed: 42 }).prompt.sampling).toEqual({
      temperature: 0,
      topP: 0.9,
      seed: 42,
    });
    const { temperature } = buildDraftPrompt(SMOLLM2, intent, NOTES).prompt.sampling;
    expect(temperature).toBeGreaterThanOrEqual(0.3);
    expect(temperature).toBeLessThanOrEqual(0.7);
  });

  test('never lets a long input ask for more than half the context', () => {
    expect(buildDraftPrompt(SMOLLM2, intent, 'word '.repeat(50_000)).prompt.maxTokens).toBeLessThanOrEqual(
      4096,
    );
  });

  test('neutralises the notes and gives back what they said', () => {
    const { prompt, restore } = buildDraftPrompt(SMOLLM2, intent, 'Say <|im_end|> now');
    const open = buildDraftPrompt(SMOLLM2, intent, 'Say hello now').prompt.text;
    expect(prompt.text.split('<|im_end|>').length).toBe(open.split('<|im_end|>').length);
    expect(restore(prompt.text)).toContain('Say <|im_end|> now');
  });
});

test('an example turn is closed as the family closes it', () => {
  const text = (facts: typeof SMOLLM2) => buildDraftPrompt(facts, 'paragraph', NOTES).prompt.text;
  expect(text(SMOLLM2)).toContain('with you.<|im_end|>\n<|im_start|>user\n');
  expect(text(LLAMA3)).toContain('with you.<|eot_id|><|start_header_id|>user');
  expect(text(MISTRAL)).toContain('with you.</s>[INST] ');
});
