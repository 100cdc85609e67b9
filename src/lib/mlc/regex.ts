import { invalid, plain } from './limits';

const MOST_REGEXES = 16;
/** The longest that is known, o200k's, has about 300 characters. */
const LONGEST = 2000;
/** Loops in one alternative: `a*b*c*d*` over one text takes time to the fourth power. The known ones have at most two. */
const MOST_LOOPS = 3;
/** `a?a?a?` over one text can be read in 2 to the third ways. The known ones have two. */
const MOST_OPTIONALS = 8;
/** A repeat of more than this counts as a loop, even if it is always the same number. */
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

/** What one alternative has so far, what the costliest of the others has, and whether there are others. */
type Group = { here: Cost; most: Cost; choices: boolean };
type Cost = { loops: number; optionals: number };
const newGroup = (): Group => ({
  here: { loops: 0, optionals: 0 },
  most: { loops: 0, optionals: 0 },
  choices: false,
});

/** Why a pattern is refused, or null. */
export function problemOf(pattern: string): string | null {
  if (pattern.length > LONGEST) return 'too long';
  const open: Group[] = [newGroup()];
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
        open.push(newGroup());
        at += groupStart(pattern, at);
        continue;
      case ')':
        if (open.length === 1) return 'a bracket without its pair';
        closed = open.pop()!;
        at += 1;
        break;
      case '|':
        group.most = costOf(group);
        group.here = { loops: 0, optionals: 0 };
        group.choices = true;
        at += 1;
        continue;
      default:
        at += 1;
    }
    const owner = open.at(-1)!;
    const inner = closed ? costOf(closed) : { loops: 0, optionals: 0 };
    const { length, loop, optional, repeats } = quantifier(pattern, at);
    at += length;
    if (repeats && closed && (inner.loops + inner.optionals > 0 || closed.choices))
      return 'a loop around a loop or a choice';
    owner.here.loops += inner.loops + (loop ? 1 : 0);
    owner.here.optionals += inner.optionals + (optional ? 1 : 0);
    if (owner.here.loops > MOST_LOOPS) return 'too many loops in a row';
    if (owner.here.optionals > MOST_OPTIONALS) return 'too many optional parts in a row';
  }
  return open.length === 1 ? null : 'a bracket without its pair';
}

function costOf({ here, most }: Group): Cost {
  return {
    loops: Math.max(most.loops, here.loops),
    optionals: Math.max(most.optionals, here.optionals),
  };
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

type Quantifier = { length: number; loop: boolean; optional: boolean; repeats: boolean };

/** `loop`: it can be read in more than two ways. `optional`: in two. `repeats`: more than once. */
function quantifier(pattern: string, at: number): Quantifier {
  const found = /^(?:[*+?]|\{(\d{0,9})(,(\d{0,9}))?\})[?+]?/.exec(pattern.slice(at, at + 32));
  if (!found) return { length: 0, loop: false, optional: false, repeats: false };
  const [{ length, 0: sign }, first, range, last] = found;
  const least = first === undefined ? (sign === '+' ? 1 : 0) : Number(first);
  const open = first === undefined ? sign !== '?' : range !== undefined && last === '';
  const most = open ? Infinity : first === undefined ? 1 : range === undefined ? least : Number(last);
  const spread = most - least;
  return { length, loop: spread > 1 || most > MOST_REPEATS, optional: spread === 1, repeats: most > 1 };
}
