/** Addresses, placeholders and bare quantities: nothing in them has a translation. */
const VERBATIM = [
  /\b[a-z][a-z0-9+.-]*:\/\/\S+/giu,
  /\bwww\.\S+/giu,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu,
  /\{\{[^{}]*\}\}|\$?\{[^{}]*\}|%\([^()]*\)[a-z]|%\d+\$[a-z]|%[sdif@]/giu,
  /<\/?[a-z][^<>]*>/giu,
  /(?<=\d\s?)(?:mg|kg|g|µg|ml|cl|l|mm|cm|m|km|°C|°F|h|min|s)(?!\p{L})/giu,
];

/** False for text of digits, signs, emoji, links and placeholders only: a model could only spoil it. */
export function hasWords(text: string): boolean {
  let rest = text;
  for (const pattern of VERBATIM) rest = rest.replace(pattern, ' ');
  return /\p{L}/u.test(rest);
}
