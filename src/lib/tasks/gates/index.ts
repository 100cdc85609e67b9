import type { TokenEvent } from '../../domain/engine';
import type { Flag, Task } from '../../domain/task';
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

/** Why a person should look at a result before using it: nothing is hidden, nothing is corrected. */
export function runGates(source: string, target: string, task: Task, endReason: EndReason): Flag[] {
  if (!/[\p{L}\p{N}\p{S}]/u.test(target)) return [{ kind: 'empty' }];
  const looped: Flag[] = endReason === 'looped' ? [{ kind: 'looped' }] : loopGate(source, target);
  const ended: Flag[] = endReason === 'length' ? [{ kind: 'cut' }, ...looped] : looped;
  if (task.kind === 'draft') return [...ended, ...refusedGate(source, target), ...inventions(source, target)];
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

/** A draft may leave facts out; what it adds was invented. It is in the language of the notes. */
function inventions(source: string, target: string): Flag[] {
  const detected = detectLanguage(source).language;
  const language = detected === 'unknown' ? 'en' : detected;
  const all = [
    ...numberGate(source, target, language, language),
    ...dateGate(source, target, language, language),
    ...unitGate(source, target, language, language),
    ...linkGate(source, target),
  ];
  return all.filter((flag) => 'problem' in flag && flag.problem === 'added');
}
