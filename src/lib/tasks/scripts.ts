/** Scripts that are told apart, ISO 15924. */
const SCRIPTS =
  'Latn Cyrl Arab Hani Hira Kana Hang Thai Deva Beng Grek Hebr Ethi Armn Geor Taml Telu Knda Mlym Gujr Guru Orya Sinh Mymr Khmr Laoo Tibt Mong Thaa Syrc Rohg Adlm Nkoo Cher'.split(
    ' ',
  );
const LETTERS = SCRIPTS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'gu')] as const);

/** Letters per script, ISO 15924; scripts that do not occur are left out. */
export function countScripts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [script, letter] of LETTERS) {
    const count = text.match(letter)?.length ?? 0;
    if (count > 0) counts.set(script, count);
  }
  return counts;
}
