/** `ms` is from the first piece of text to the last: decoding alone, the prompt left out. */
export type Answer = { text: string; ms: number; tokens: number };

/** The text of an answer, and when its pieces came. */
export class Timed {
  #text = '';
  #first = 0;
  #last = 0;

  push(text: string): void {
    if (text === '') return;
    this.#last = performance.now();
    this.#first ||= this.#last;
    this.#text += text;
  }

  answer(tokens: number): Answer {
    return { text: this.#text, ms: this.#last - this.#first, tokens };
  }
}
