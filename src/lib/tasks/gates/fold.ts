/** Zero of each set of decimal digits that texts use. Ten code points from there are the digits. */
const ZEROS = [
  ...[
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
  ],
  ...[0x1040, 0x1090, 0x17e0, 0x1810, 0xff10],
];

/** Every decimal digit as 0 to 9. Lengths do not change. */
export function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    const zero = ZEROS.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

/** For comparing words: lower case, no accents, vowel signs, apostrophes or tatweel, and ß as ss. */
export function fold(text: string): string {
  return asciiDigits(text)
    .normalize('NFKD')
    .replace(/[\p{M}'’ʼ`\u0640]/gu, '')
    .replace(/ß/gu, 'ss')
    .toLowerCase()
    .replace(/ı/gu, 'i')
    .replace(/ة/gu, 'ه')
    .replace(/ى/gu, 'ي');
}

/** Folded words in order; hyphens part them. */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** A copy in which every match is blank, so that another gate does not read it again. Lengths do not change. */
export function blank(text: string, ...patterns: RegExp[]): string {
  let rest = text;
  for (const pattern of patterns) rest = rest.replace(pattern, (match) => ' '.repeat(match.length));
  return rest;
}

/**
 * Inside of a character class: letters of scripts that part words with spaces, folded or not. Where a pattern is made
 * for every unit and month, `\p{L}` would cost a tenth of a second to compile.
 */
export const LETTERS =
  'A-Za-z\\u00C0-\\u024F\\u0370-\\u052F\\u0531-\\u0587\\u05D0-\\u05EA\\u0620-\\u064A\\u0671-\\u06D3';
