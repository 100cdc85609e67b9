import type { TokenEvent } from '../../domain/engine';
import type { DraftIntent, Flag, Task } from '../../domain/task';
import { detectLanguage } from '../detect';
import { copiedGate } from './copied';
import { dateGate } from './dates';
import { languageGate } from './language';
import { lengthGate } from './length';
import { linkGate } from './links';
import { loopGate } from './looped';
import { numberGate } from './numbers';
import { placeholderGate } from './placeholders';
import { refusedGate } from './refused';
import { scriptGate } from './script';
import { unitGate } from './units';

export type EndReason = Extract<TokenEvent, { kind: 'end' }>['reason'];

/** Why a person should look at a result before using it: nothing is hidden, nothing is corrected, nothing said twice. */
export function runGates(source: string, target: string, task: Task, endReason: EndReason): Flag[] {
  const flags = allFlags(source, target, task, endReason);
  return [...new Map(flags.map((flag) => [JSON.stringify(flag), flag])).values()];
}

function allFlags(source: string, target: string, task: Task, endReason: EndReason): Flag[] {
  if (!/[\p{L}\p{N}\p{S}]/u.test(target)) return [{ kind: 'empty' }];
  const looped: Flag[] = endReason === 'looped' ? [{ kind: 'looped' }] : loopGate(source, target);
  const ended: Flag[] = endReason === 'length' ? [{ kind: 'cut' }, ...looped] : looped;
  if (task.kind === 'draft')
    return [...ended, ...refusedGate(source, target), ...draftFacts(source, target, task.intent)];
  const { from, to } = task;
  const copied = copiedGate(source, target, from, to);
  const script = scriptGate(source, target, to);
  // One cause, one flag: what was copied is in the wrong language and script too.
  const tongue = copied.length > 0 ? [] : script.length > 0 ? script : languageGate(target, to);
  return [
    ...ended,
    ...refusedGate(source, target),
    ...copied,
    ...tongue,
    ...lengthGate(source, target, from, to),
    ...numberGate(source, target, from, to),
    ...dateGate(source, target, from, to),
    ...unitGate(source, target, from, to),
    ...linkGate(source, target),
    ...placeholderGate(source, target),
  ];
}

/** These write the person's own text anew: every fact of it must still be there. The others may leave facts out. */
const KEEPS_FACTS: ReadonlySet<DraftIntent> = new Set(['paragraph', 'polite', 'simple']);
const LIST_NUMBERS = /^\s*\d{1,2}[.)]\s+/gm;

/** What a draft adds was invented, whatever it is for. It is in the language of the notes. */
function draftFacts(source: string, output: string, intent: DraftIntent): Flag[] {
  const detected = detectLanguage(source).language;
  const language = detected === 'unknown' ? 'en' : detected;
  const target = intent === 'bullets' ? output.replace(LIST_NUMBERS, '') : output;
  const all = [
    ...numberGate(source, target, language, language),
    ...dateGate(source, target, language, language),
    ...unitGate(source, target, language, language),
    ...linkGate(source, target),
  ];
  return all.filter((flag) => !('problem' in flag) || flag.problem === 'added' || KEEPS_FACTS.has(intent));
}
