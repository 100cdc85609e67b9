import type { Language } from '../../domain/task';
import { fold } from './fold';
import { type Lexicon, lexiconOf } from './lexicon';

/**
 * A number in words. `strong` where the words hardly mean anything else: thirteen and more, but not a bare "hundred"
 * or "thousand". `clear` where they are a plain small number (three to twelve).
 */
export type Spelled = { value: number; text: string; strong: boolean; clear: boolean };

/** Numbers written in words, in order; undefined where the language's words are not known. */
export function spelledNumbers(text: string, language: Language): Spelled[] | undefined {
  const lexicon = lexiconOf(language);
  if (!lexicon) return undefined;
  const reader = new Reader(lexicon);
  for (const word of tokens(text)) reader.take(word);
  return reader.finish();
}

/** Words, and '' where a sentence or clause ends: a number does not reach over it. */
function tokens(text: string): string[] {
  const joined = fold(text).replace(/quatre[ -]vingt/gu, 'quatrevingt');
  return (joined.match(/[\p{L}\p{N}]+|[.,;:!?()،؛؟]/gu) ?? []).map((token) =>
    /[\p{L}\p{N}]/u.test(token) ? token : '',
  );
}

/** Arabic writes conjunctions, prepositions and the article onto the word. */
function bare(word: string, lexicon: Lexicon): { word: string; joined: boolean } {
  const known = (text: string) => lexicon.values.has(text) || lexicon.scales.has(text);
  if (known(word) || !/^\p{Script=Arabic}/u.test(word)) return { word, joined: false };
  const stripped = /^(و)?(?:[بلكف])?(?:ال)?(.+)$/u.exec(word);
  const rest = stripped?.[2] ?? word;
  return known(rest) ? { word: rest, joined: stripped?.[1] !== undefined } : { word, joined: false };
}

class Reader {
  readonly #found: Spelled[] = [];
  #words: string[] = [];
  #total = 0;
  #group = 0;
  #parts = 0;
  /** Swahili: a scale that waits for the number it multiplies. */
  #scale = 0;
  #afterJoiner = false;
  #afterDigits = false;

  constructor(readonly lexicon: Lexicon) {}

  take(token: string): void {
    const { word, joined } = bare(token, this.lexicon);
    const value = this.lexicon.values.get(word);
    const scale = this.lexicon.scales.get(word);
    if (scale !== undefined && this.#afterDigits) return; // "3 million" is read by the digits
    this.#afterDigits = /^\d/u.test(token);
    if (joined) this.#afterJoiner = true;
    if (scale !== undefined) this.#takeScale(scale, token);
    else if (value !== undefined) this.#takeValue(value, token);
    else if (this.#parts > 0 && this.lexicon.joiners.has(token)) this.#afterJoiner = true;
    else this.#close();
  }

  #takeScale(scale: number, token: string): void {
    if (this.lexicon.scaleFirst) {
      if (this.#parts > 0 && !this.#afterJoiner && this.#scale !== 0 && scale >= this.#scale) this.#close();
      this.#total += this.#scale + this.#group;
      this.#group = 0;
      this.#scale = scale;
    } else if (scale === 100) {
      if (this.#group >= 100) this.#close();
      this.#group = Math.max(1, this.#group) * 100;
    } else {
      this.#total += Math.max(1, this.#group) * scale;
      this.#group = 0;
    }
    this.#add(token);
  }

  #takeValue(value: number, token: string): void {
    if (this.#scale > 0 && !this.#afterJoiner && value < 100) {
      this.#total += this.#scale * value;
      this.#scale = 0;
    } else {
      if (!this.#fits(value)) this.#close();
      this.#total += this.#scale;
      this.#scale = 0;
      this.#group += value;
    }
    this.#add(token);
  }

  /** Whether `value` can go on the number: "thirty" + "five", "hundred" + "ten", Arabic "five" + "and thirty". */
  #fits(value: number): boolean {
    if (this.#parts === 0) return true;
    if (!Number.isInteger(value) || value < 1) return false;
    if (this.#group === 0) return true;
    const low = this.#group % 100;
    if (low === 0) return value < 100;
    const tens = low % 10 === 0 && low >= 20 && value < (low === 60 || low === 80 ? 20 : 10);
    // "vingt-cinq" and "ten and five" (Swahili), not "twenty one" read from "ten, one".
    const teens = low === 10 && value < 10;
    const arabic = low < 10 && ((value % 10 === 0 && value >= 20 && this.#afterJoiner) || value === 10);
    const twelve = low === 12 && value === 10;
    return (
      tens ||
      (teens && this.#afterJoiner) ||
      this.#frenchTeen(low, value) ||
      (arabic && this.#isArabic()) ||
      twelve
    );
  }

  #frenchTeen(low: number, value: number): boolean {
    return low === 10 && value >= 7 && value <= 9 && this.lexicon.values.has('dix');
  }

  #isArabic(): boolean {
    return this.lexicon.joiners.has('و');
  }

  #isScale(word: string): boolean {
    return this.lexicon.scales.has(bare(word, this.lexicon).word);
  }

  #add(token: string): void {
    this.#words.push(token);
    this.#parts++;
    this.#afterJoiner = false;
  }

  #close(): void {
    if (this.#parts > 0) {
      // "اثنا عشر": twelve is in the first word already.
      const sum = this.#total + this.#scale + this.#group;
      const value =
        this.#group % 100 === 22 && this.#isArabic() && this.#words.includes('عشر') ? sum - 10 : sum;
      const single = this.#parts === 1;
      // "a hundred", "mil", "cent": often just many.
      const bareScale = this.#words.every(
        (word) => this.#isScale(word) || (!single && /^(?:an?|une?|una|um|uma)$/u.test(word)),
      );
      const doubtful = single && this.lexicon.doubtful.has(this.#words[0]!);
      this.#found.push({
        value,
        text: this.#words.join(' '),
        strong: value >= 13 && !bareScale && !doubtful,
        clear: value >= 3 && value < 13 && Number.isInteger(value) && !doubtful && !bareScale,
      });
    }
    this.#words = [];
    this.#total = this.#group = this.#parts = this.#scale = 0;
    this.#afterJoiner = false;
  }

  finish(): Spelled[] {
    this.#close();
    return this.#found;
  }
}
