/** Something the person at the terminal can act on, in one plain sentence. Everything else thrown is a fault of ours. */
export class Problem extends Error {
  /**
   * @param {string} sentence
   * @param {unknown} [cause]
   */
  constructor(sentence, cause) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'Problem';
  }
}

/**
 * @param {unknown} thrown
 * @returns {string} the sentence, or what is known of a fault of ours
 */
export function sentence(thrown) {
  if (thrown instanceof Problem) return thrown.message;
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
