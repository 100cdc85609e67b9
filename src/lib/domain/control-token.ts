/** U+2581 is SentencePiece's space. */
const WHITE_SPACE = /^[\s\u2581]+$/;
/** Exactly the tags of HTML that tokenizers are known to hold, without attributes. */
const HTML_TAG =
  /^<\/?(?:a|b|bbox|blockquote|body|br|caption|code|div|em|footer|h[1-6]|hr|html|i|iframe|img|li|ol|p|pre|s|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul)>$/;

/**
 * True of runs of white space and of tags of HTML: Gemma has them as tokens of their own to save space. They mean what
 * they say, and neutralising them in a person's text would only spoil tables and line breaks.
 */
export function meansWhatItSays(token: string): boolean {
  return WHITE_SPACE.test(token) || HTML_TAG.test(token);
}
