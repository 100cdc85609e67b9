const encoder = new TextEncoder();

/**
 * A guess at how many tokens a text is, without its tokenizer: one for three bytes of UTF-8. Too high for English (about
 * four), near for other Latin, Cyrillic and Arabic script, too low for scripts that a vocabulary has to spell in bytes.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(encoder.encode(text).length / 3);
}
