import type { KvPrefix } from './kv-prefix';
import type { Pipeline, Tensor } from './webllm-private';

/** Ordinary words: a prompt like any other, long enough that both halves are attended to. */
const TEXT =
  'The old harbour lies at the end of the road. In the morning the boats come back, and people buy fish, bread and tea there.';
/** Of the span between the highest and the lowest score. f16 libraries round; a race gives other scores altogether. */
const TOLERANCE = 0.03;

/**
 * Whether a library that we did not compile gives the same scores for a prompt in one piece, in two, and cut back and
 * written again: TVM's own merge of attentions has a race that gives wrong text on some adapters (and on none that the
 * library was tried on). Leaves the cache empty. Throws what the pipeline throws. `onStep` hears of each of the four
 * prefills as it ends: on a slow GPU all of them together may take longer than one step is ever given.
 */
export async function prefixesHold(
  pipeline: Pipeline,
  cache: KvPrefix,
  bos: readonly number[],
  onStep: () => void,
): Promise<boolean> {
  const ids = [...bos, ...pipeline.tokenizer.encode(TEXT)].slice(0, pipeline.prefillChunkSize);
  const half = Math.floor(ids.length / 2);
  if (half < 2) return false;
  const scores = async (logits: Tensor): Promise<Float32Array> => {
    pipeline.tvm.beginScope();
    const copy = pipeline.updateLogitsOnCPU(logits);
    pipeline.tvm.endScope();
    await pipeline.device.sync();
    logits.dispose();
    onStep();
    return Float32Array.from(copy.toArray());
  };
  cache.clear();
  const whole = await scores(await cache.prefill(ids));
  cache.clear();
  (await cache.prefill(ids.slice(0, half))).dispose();
  await pipeline.device.sync();
  onStep();
  const split = await scores(await cache.prefill(ids.slice(half)));
  // The second half is given up, and written again: what a prompt does that begins like the one before.
  const kept = cache.rewind([...ids.slice(0, half), -1]);
  const again = kept === half ? await scores(await cache.prefill(ids.slice(half))) : new Float32Array();
  cache.clear();
  return agree(whole, split) && agree(whole, again);
}

/** True where no score is further off than the tolerance, and all are numbers. */
export function agree(one: Float32Array, other: Float32Array): boolean {
  if (one.length === 0 || one.length !== other.length) return false;
  let [low, high, apart] = [Infinity, -Infinity, 0];
  for (let id = 0; id < one.length; id++) {
    const difference = Math.abs(one[id]! - other[id]!);
    if (!(difference < Infinity)) return false;
    low = Math.min(low, one[id]!);
    high = Math.max(high, one[id]!);
    apart = Math.max(apart, difference);
  }
  return high > low && apart <= TOLERANCE * (high - low);
}
