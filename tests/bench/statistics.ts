/** Median and quartiles, as every figure of the bench is reported. */
export type Summary = { median: number; q1: number; q3: number };

/** Linear interpolation between order statistics (R's type 7). NaN for no values. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * fraction;
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export function summary(values: readonly number[]): Summary {
  return { median: quantile(values, 0.5), q1: quantile(values, 0.25), q3: quantile(values, 0.75) };
}
