import type { Flag } from '../../domain/task';
import { changes } from './changes';

/** `{{x}}`, `{0}`, `${x}`, `%s`, `%1$d`, `%(name)s`, `<tag attribute="">`, `&nbsp;`. */
export const PLACEHOLDER =
  /\{\{[^{}\n]{1,80}\}\}|\$?\{[^{}\n]{0,80}\}|(?<![\d٪%])%(?:\d{1,2}\$|\([\w.]{1,40}\))?[sdifu@](?!\p{L})|<\/?[a-z][\w-]{0,20}(?:\s[^<>]{0,200})?\/?>|&(?:[a-z]{2,10}|#\d{1,6});/giu;

/** Pieces that a program fills in: each must come through unchanged, as often as it was there. */
export function placeholderGate(source: string, target: string): Flag[] {
  return changes('placeholder', pieces(source), pieces(target), 'each');
}

/** A tag counts by its name: its attributes may hold words. */
function pieces(text: string): { key: string; text: string }[] {
  return [...text.matchAll(PLACEHOLDER)].map(([piece]) => {
    const tag = /^<\/?[a-z][\w-]*/iu.exec(piece)?.[0];
    return { key: tag?.toLowerCase() ?? piece, text: piece };
  });
}
