import type { Prompt } from '../domain/engine';
import type { ModelFacts } from '../domain/pack';
import type { DraftIntent } from '../domain/task';
import { renderChat } from './chat';
import { DRAFT_INTENTS } from './draft-intents';
import { neutraliser } from './neutralise';
import type { TaskPrompt } from './translate';
import { estimateTokens } from './tokens';

export type DraftOptions = {
  /** 0 is greedy. */
  temperature?: number;
  seed?: number;
};

const DRAFT_TEMPERATURE = 0.4;
const TOP_P = 0.9;

/**
 * The prompt for a draft. Never the model's default system prompt: with it SmolLM2-135M changed facts that it kept
 * without. Base models get a page to complete that ends where the draft begins.
 */
export function buildDraftPrompt(
  facts: ModelFacts,
  intent: DraftIntent,
  input: string,
  { temperature = DRAFT_TEMPERATURE, seed = 1 }: DraftOptions = {},
): TaskPrompt {
  const { neutralise, restore } = neutraliser(facts.controlTokens);
  const { ask, example, maxTokens } = DRAFT_INTENTS[intent];
  const text = neutralise(input.trim());
  const { chat } = facts;
  const prompt: Prompt = {
    text: chat
      ? renderChat(chat, [
          ...(example.inChat ? [{ user: ask(example.input), assistant: example.output }] : []),
          { user: ask(text) },
        ])
      : page(intent, text),
    stop: chat ? [...chat.stop] : [`\n\n${DRAFT_INTENTS[intent].inputLabel}:`, '\n\n\n'],
    sampling: { temperature, topP: TOP_P, seed },
    maxTokens: Math.min(maxTokens(estimateTokens(input)), Math.floor(facts.contextTokens / 2)),
  };
  return { prompt, restore };
}

function page(intent: DraftIntent, text: string): string {
  const { heading, inputLabel, outputLabel, example } = DRAFT_INTENTS[intent];
  return (
    `${heading}\n\n${inputLabel}:\n${example.input}\n\n${outputLabel}:\n${example.output}\n\n` +
    `${inputLabel}:\n${text}\n\n${outputLabel}:\n`
  );
}
