/** What a part says: on this terminal at once, or kept until the part before it is through. */

/** Something that takes what a program writes. @typedef {{ write(text: string): void }} Out */

/** @type {Out} */
export const terminal = { write: (text) => void process.stdout.write(text) };

export class Said {
  /** @type {string[]} */
  #kept = [];
  #live = false;

  /** @param {Out} [to] */
  constructor(to = terminal) {
    this.to = to;
  }

  /** @param {string} text */
  write(text) {
    if (this.#live) this.to.write(text);
    else this.#kept.push(text);
  }

  /** All that was kept, and from now on each word at once. */
  show() {
    this.#live = true;
    for (const text of this.#kept.splice(0)) this.to.write(text);
  }
}

/** Writes on to `out`, and keeps a copy. @param {Out} out @returns {Out & { text(): string }} */
export function copied(out) {
  let kept = '';
  return {
    write(text) {
      kept += text;
      out.write(text);
    },
    text: () => kept,
  };
}
