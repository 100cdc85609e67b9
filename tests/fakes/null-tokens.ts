/** A stream of words at a fixed pace: what an engine that costs nothing would say. */
export type NullSetting = {
  tokens: number;
  perSecond: number;
  /** As real engines do: deltas that come within one display frame are sent as one message. */
  paced: boolean;
};

/** What was sent and when. `at` is on the clock that every thread of the browser shares: timeOrigin + now(), ms. */
export type NullMessage = {
  at: number;
  /** Tokens in this message. */
  tokens: number;
  /** Characters of the whole answer with this message, without the space that it begins with. */
  characters: number;
  /** How long the sender was held up before it could go on, ms. */
  heldMs: number;
};

/** Where a stream that has ended tells its times: not the wire that is measured. */
export const NULL_CHANNEL = 'null-engine';

const WORDS =
  'the river rose again after midnight and people carried their things up to the school on hill where teachers had opened every room for families with children while others waited near old bridge until morning came'.split(
    ' ',
  );

/** Token `index`: a word with the space before it, as tokenizers cut text. No stretch of it repeats soon. */
export function nullToken(index: number): string {
  return ` ${WORDS[(index * index + 7 * index + (index >> 4)) % WORDS.length]}`;
}

export const clock = (): number => performance.timeOrigin + performance.now();

/** Yields each token when its time has come; late ones follow at once, so that the pace holds on average. */
export async function* nullTokens({ tokens, perSecond }: NullSetting): AsyncGenerator<string, void, void> {
  const begin = performance.now();
  for (let index = 0; index < tokens; index++) {
    const wait = begin + ((index + 1) * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    yield nullToken(index);
  }
}

/** Where the one who serves this worker has put its setting. */
export function nullSetting(): NullSetting {
  return (globalThis as unknown as { NULL_ENGINE: NullSetting }).NULL_ENGINE;
}
