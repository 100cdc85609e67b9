/** WORD JOINER: shows nothing, forbids a line break, and no tokenizer joins its neighbours over it. */
const JOINER = '\u2060';

/** Beginnings of control tokens in families other than the model's own: harmless to this model, not to the next one. */
const LOOK_ALIKES = [
  ...[
    '<|',
    '|>',
    '[INST',
    '[/INST',
    '<<SYS',
    '<</SYS',
    '<s>',
    '</s>',
    '<unk>',
    '<pad>',
    '<mask>',
    '<bos>',
    '<eos>',
  ],
  ...['<start_of_turn>', '<end_of_turn>', '<start_of_image>', '<end_of_image>', '<think>', '</think>'],
];

/** Makes text harmless to a tokenizer that would turn pieces of it into control tokens, and undoes it. */
export type Neutraliser = {
  /** The result contains none of the control tokens; what shows on screen is unchanged. */
  neutralise(text: string): string;
  /** `restore(neutralise(text)) === text`, for every text. */
  restore(text: string): string;
};

const known = new WeakMap<readonly string[], Neutraliser>();

/**
 * `controlTokens`: every string that the tokenizer turns into a control token, each of two UTF-16 units or more.
 *
 * One joiner is added after the first character of every place that would read as a token if joiners were not there.
 * Where such places are does not depend on how many joiners the text has, so taking one away undoes it exactly, also
 * in a text that had joiners of its own.
 */
export function neutraliser(controlTokens: readonly string[]): Neutraliser {
  const held = known.get(controlTokens);
  if (held) return held;
  const index = indexTokens([...controlTokens, ...LOOK_ALIKES]);
  const made: Neutraliser = {
    neutralise: (text) => rewrite(text, index, (joiners) => joiners + JOINER),
    restore: (text) => rewrite(text, index, (joiners) => joiners.slice(JOINER.length)),
  };
  known.set(controlTokens, made);
  return made;
}

/** First character -> the tokens that begin with it, and their lengths: Gemma has thousands that begin with '<'. */
type TokenIndex = Map<string, { tokens: Set<string>; lengths: number[] }>;

function indexTokens(tokens: readonly string[]): TokenIndex {
  const index: TokenIndex = new Map();
  for (const token of tokens) {
    const bare = token.replaceAll(JOINER, '');
    if (bare.length < 2) continue;
    const entry = index.get(bare[0]!) ?? { tokens: new Set(), lengths: [] };
    entry.tokens.add(bare);
    if (!entry.lengths.includes(bare.length)) entry.lengths.push(bare.length);
    index.set(bare[0]!, entry);
  }
  return index;
}

function rewrite(text: string, index: TokenIndex, change: (joiners: string) => string): string {
  const bare = text.replaceAll(JOINER, '');
  let result = '';
  let at = 0; // in text, which has the joiners
  for (let i = 0; i < bare.length; i++) {
    const leading = at;
    while (text[at] === JOINER) at++;
    result += text.slice(leading, at) + bare[i]!;
    at++;
    if (!startsToken(bare, i, index)) continue;
    const before = at;
    while (text[at] === JOINER) at++;
    result += change(text.slice(before, at));
  }
  return result + text.slice(at);
}

function startsToken(bare: string, at: number, index: TokenIndex): boolean {
  const entry = index.get(bare[at]!);
  return entry?.lengths.some((length) => entry.tokens.has(bare.slice(at, at + length))) ?? false;
}
