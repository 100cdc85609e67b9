/** Characters of the bidirectional algorithm (UAX 9) that can show a text in another order than it has: its short names. */
const NAMES: Record<string, string> = {
  '\u202A': 'LRE',
  '\u202B': 'RLE',
  '\u202C': 'PDF',
  '\u202D': 'LRO',
  '\u202E': 'RLO',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
};

const MARK = /([\u202A-\u202E\u2066-\u2069])/;

/** A piece of text, or a mark to be shown by name: `code` is "U+202E". */
export type Piece = { text: string; mark?: { name: string; code: string } };

export function hasDirectionMarks(text: string): boolean {
  return MARK.test(text);
}

/** `text` in pieces, the marks apart; their texts joined are `text`. */
export function markedPieces(text: string): Piece[] {
  return text
    .split(MARK)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const name = NAMES[piece];
      if (name === undefined) return { text: piece };
      const code = `U+${piece.charCodeAt(0).toString(16).toUpperCase()}`;
      return { text: piece, mark: { name, code } };
    });
}
