import { invalid, plain } from './limits';

const MOST_REGEXES = 16;
/** The longest that is known, o200k's, has about 300 characters. */
const LONGEST = 2000;
/** Loops in one alternative: `a*b*c*d*` over one text takes time to the fourth power. The known ones have at most two. */
const MOST_LOOPS = 3;
/** A repeat of more than this counts as without end. */
const MOST_REPEATS = 16;

/**
 * Refuses the regular expressions by which a backtracking engine can be kept busy for ever: a repeated group with a loop
 * or a choice inside, references back, too many loops in a row. Every pattern of the known tokenizers passes.
 */
export function checkRegexes(patterns: readonly string[], file: string): void {
  if (patterns.length > MOST_REGEXES) invalid(file, 'too-many-regexes', { has: patterns.length });
  for (const pattern of patterns) {
    const why = problemOf(pattern);
    if (why !== null) invalid(file, 'regex', { what: plain(pattern), why });
  }
}

type Group = { loops: number; most: number; choices: boolean };

/** Why a pattern is refused, or null. */
export function problemOf(pattern: string): string | null {
  if (pattern.length > LONGEST) return 'too long';
  const open: Group[] = [{ loops: 0, most: 0, choices: false }];
  for (let at = 0; at < pattern.length;) {
    const group = open.at(-1)!;
    let closed: Group | null = null;
    switch (pattern[at]) {
      case '\\':
        if (/[1-9kg]/.test(pattern[at + 1] ?? '')) return 'a reference back';
        at +=
          /[pP]/.test(pattern[at + 1] ?? '') && pattern[at + 2] === '{' ? braced(pattern, at + 2) - at : 2;
        break;
      case '[':
        at = classEnd(pattern, at);
        if (at < 0) return 'a class without end';
        break;
      case '(':
        if (open.length > 16) return 'too many groups';
        if (/^\(\?<[=!]/.test(pattern.slice(at, at + 4))) return 'a look behind';
        open.push({ loops: 0, most: 0, choices: false });
        at += groupStart(pattern, at);
        continue;
      case ')':
        if (open.length === 1) return 'a bracket without its pair';
        closed = open.pop()!;
        at += 1;
        break;
      case '|':
        group.most = Math.max(group.most, group.loops);
        group.loops = 0;
        group.choices = true;
        at += 1;
        continue;
      default:
        at += 1;
    }
    const owner = open.at(-1)!;
    const inner = closed ? Math.max(closed.most, closed.loops) : 0;
    const { length, endless } = quantifier(pattern, at);
    at += length;
    if (endless && closed && (inner > 0 || closed.choices)) return 'a loop around a loop or a choice';
    owner.loops += inner + (endless ? 1 : 0);
    if (owner.loops > MOST_LOOPS) return 'too many loops in a row';
  }
  return open.length === 1 ? null : 'a bracket without its pair';
}

/** Where the class that opens at `at` ends, nested ones included; -1 where it does not. */
function classEnd(pattern: string, at: number): number {
  let depth = 0;
  for (let index = at; index < pattern.length; index++) {
    const char = pattern[index];
    if (char === '\\') index += 1;
    else if (char === '[') {
      depth += 1;
      // A bracket that comes first stands for itself.
      if (pattern[index + 1] === '^') index += 1;
      if (pattern[index + 1] === ']') index += 1;
    } else if (char === ']' && --depth === 0) return index + 1;
  }
  return -1;
}

/** Characters of `(`, `(?:`, `(?i:`, `(?=`, `(?!`, `(?>`, `(?<name>`. */
function groupStart(pattern: string, at: number): number {
  return (
    /^\((?:\?(?:[imsxu-]*:|[=!>]|<\w{1,40}>|P<\w{1,40}>))?/.exec(pattern.slice(at, at + 60))?.[0].length ?? 1
  );
}

function braced(pattern: string, at: number): number {
  const end = pattern.indexOf('}', at);
  return end < 0 ? pattern.length : end + 1;
}

function quantifier(pattern: string, at: number): { length: number; endless: boolean } {
  const found = /^(?:[*+?]|\{(\d{1,9})(,(\d{0,9}))?\})[?+]?/.exec(pattern.slice(at, at + 32));
  if (!found) return { length: 0, endless: false };
  const [all, least, range, most] = found;
  if (least === undefined) return { length: all.length, endless: all[0] !== '?' };
  const last = range === undefined ? Number(least) : most === '' ? Infinity : Number(most);
  return { length: all.length, endless: last > MOST_REPEATS };
}
