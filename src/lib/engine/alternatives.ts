import type { Alternative } from '../domain/engine';

/** The `count` likeliest next tokens with their softmax over the whole vocabulary. */
export function likeliest(
  logits: ArrayLike<number>,
  count: number,
  text: (id: number) => string,
): Alternative[] {
  const best: number[] = [];
  let highest = -Infinity;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id]!;
    if (logit > highest) highest = logit;
    if (best.length === count && logit <= logits[best[count - 1]!]!) continue;
    const at = best.findIndex((other) => logit > logits[other]!);
    best.splice(at < 0 ? best.length : at, 0, id);
    if (best.length > count) best.pop();
  }
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += Math.exp(logits[id]! - highest);
  return best.map((id) => ({ text: text(id), probability: Math.exp(logits[id]! - highest) / sum }));
}
