import type { Prompt } from '../domain/engine';
import { baseLanguage, likelyScript } from '../domain/language';
import type { ModelFacts } from '../domain/pack';
import type { Language, TranslateTask } from '../domain/task';
import { renderChat } from './chat';
import { exampleLines } from './examples';
import { englishName } from './language-name';
import { neutraliser } from './neutralise';
import { estimateTokens } from './tokens';

/** A prompt, and what puts the output back into the person's own characters; use `restore` on all text so far. */
export type TaskPrompt = { prompt: Prompt; restore(output: string): string };

/** Greedy: temperature 0.7 cost 2 to 14 chrF in every direction measured. */
const GREEDY = { temperature: 0, topP: 1, seed: 0 };
/** Room for a language that takes more words, or a vocabulary that knows it less well. */
const SPARE_TOKENS = 64;

/** The prompt for one sentence. Line breaks in it become spaces: a newline ends a base model's answer. */
export function buildTranslatePrompt(facts: ModelFacts, task: TranslateTask, sentence: string): TaskPrompt {
  const { neutralise, restore } = neutraliser(facts.controlTokens);
  const source = neutralise(sentence.replace(/\s+/gu, ' ').trim());
  const maxTokens = Math.min(
    2 * estimateTokens(sentence) + SPARE_TOKENS,
    Math.floor(facts.contextTokens / 2),
  );
  const { chat } = facts;
  const text = chat ? renderChat(chat, [{ user: instruction(task, source) }]) : completionFrame(task, source);
  const stop = chat ? [...chat.stop] : ['\n'];
  return { prompt: { text, stop, sampling: { ...GREEDY }, maxTokens }, restore };
}

/**
 * For base models: heading, three examples in the pair at hand, the sentence, no space after the last colon.
 * A pair without examples gets the heading and the sentence.
 */
function completionFrame({ from, to }: TranslateTask, source: string): string {
  const [fromName, toName] = [label(from), label(to)];
  const pair = (left: string, right: string) => `${fromName}: ${left}\n${toName}:${right}`;
  const [fromLines, toLines] = [exampleLines(from), exampleLines(to)];
  const blocks = [`Translations from ${fromName} to ${toName}.`];
  if (fromLines && toLines) fromLines.forEach((line, i) => blocks.push(pair(line, ` ${toLines[i]!}`)));
  return [...blocks, pair(source, '')].join('\n\n');
}

/** "Portuguese" for pt-BR: small base models saw plain names. "Traditional Chinese" where the script says so. */
function label(tag: Language): string {
  const base = baseLanguage(tag);
  const script = likelyScript(tag);
  return englishName(script === likelyScript(base) ? base : `${base}-${script}`);
}

/** For instruct models. The last line is reported to keep small models from echoing and commenting. */
function instruction({ from, to }: TranslateTask, source: string): string {
  return (
    `Translate the following text from ${englishName(from)} into ${englishName(to)}.\n\n${source}\n\n` +
    `Output ONLY the ${englishName(to)} translation. Do not include the original text or any commentary.`
  );
}
