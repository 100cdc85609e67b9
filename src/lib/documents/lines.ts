/** White space and what shows nothing: it stays in the frame at both ends of a line. */
const BLANK = '[\\s\\u0000-\\u001F\\u007F-\\u009F\\u200B\\u200E\\u200F\\u2060\\uFEFF]';
const LEADING = new RegExp(`^${BLANK}*`);
const TRAILING = new RegExp(`${BLANK}*$`);

/** Quote marks, headings, bullets, list numbers and tick boxes at the start of a line. */
const MARKER =
  /^(?:>[ \t]?)*(?:#{1,6}[ \t]+|[-*+•◦‣▪●○·–—][ \t]+|\(?(?:\p{Nd}{1,3}|\p{L})\)[ \t]+|\p{Nd}{1,3}\.[ \t]+)?(?:\[[ xX]\][ \t]+)?/u;

export type Line = {
  /** Indentation and list marker, then the text, then trailing blanks and the line break. */
  before: string;
  text: string;
  after: string;
};

/** One line with its line break, taken apart; the three parts joined are the line. */
export function parseLine(line: string): Line {
  const indent = LEADING.exec(line)![0];
  const inner = line.slice(indent.length);
  const marker = MARKER.exec(inner)![0];
  const body = inner.slice(marker.length);
  const gap = LEADING.exec(body)![0];
  const text = trimEnd(body.slice(gap.length));
  const before = indent + marker + gap;
  return { before, text, after: line.slice(before.length + text.length) };
}

/** Like trimEnd, with control and invisible characters too. Walks from the end: a regex would be quadratic. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && TRAILING_ONE.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}
const TRAILING_ONE = new RegExp(TRAILING.source.replace('*$', '$'));

export function leadingBlank(text: string): string {
  return LEADING.exec(text)![0];
}

/** Lines with their breaks, one at a time: CRLF, LF, a lone CR, and the Unicode separators. */
export function* splitLines(text: string): Generator<string, void> {
  const breaks = /\r\n|[\n\r\u0085\u2028\u2029]/g;
  let start = 0;
  for (let match = breaks.exec(text); match; match = breaks.exec(text)) {
    yield text.slice(start, breaks.lastIndex);
    start = breaks.lastIndex;
  }
  if (start < text.length) yield text.slice(start);
}

/** True where `next` continues the sentence of `line`: text that was wrapped by an editor or copied from a PDF. */
export function isWrapped(line: Line, next: Line): boolean {
  return (
    line.text.length >= 40 &&
    !/[.!?:;。！？؟।…"”»)]$/u.test(line.text.slice(-1)) &&
    /^\s*$/.test(next.before) &&
    /^\p{Ll}/u.test(next.text.slice(0, 2))
  );
}
