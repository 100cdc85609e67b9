import { loadavg } from 'node:os';

/** One round: both sides measured one after the other, so that what the machine does meanwhile meets both. */
export type Pair<T> = { ours: T; bare: T; first: 'ours' | 'bare'; load: number };

/** Measures both sides in turn, the order rotated: ours, bare, bare, ours, … `load` is the minute's load average. */
export async function paired<T>(
  count: number,
  ours: (round: number) => Promise<T>,
  bare: (round: number) => Promise<T>,
): Promise<Pair<T>[]> {
  const pairs: Pair<T>[] = [];
  for (let round = 0; round < count; round++) {
    const load = loadavg()[0] ?? NaN;
    if (round % 2 === 0) {
      const mine = await ours(round);
      pairs.push({ ours: mine, bare: await bare(round), first: 'ours', load });
    } else {
      const theirs = await bare(round);
      pairs.push({ ours: await ours(round), bare: theirs, first: 'bare', load });
    }
  }
  return pairs;
}
