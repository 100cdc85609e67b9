import type { DraftIntent } from '../domain/task';

export type DraftRecord = {
  intent: DraftIntent;
  input: string;
  output: string;
  temperature: number;
  seed: number;
  packId: string;
};

export const MOST_TEMPERATURE = 1.5;
export const LARGEST_SEED = 2_147_483_646;

const INTENTS: readonly unknown[] = [
  'paragraph',
  'reply',
  'bullets',
  'polite',
  'simple',
] satisfies DraftIntent[];

/** A stored record, or undefined where it is not what we wrote. Numbers out of range do not cost the person the text. */
export function parseDraftRecord(stored: unknown): DraftRecord | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { intent, input, output, temperature, seed, packId } = stored as Record<string, unknown>;
  if (!INTENTS.includes(intent)) return undefined;
  if (![input, output, packId].every((value) => typeof value === 'string')) return undefined;
  return {
    intent: intent as DraftIntent,
    input: input as string,
    output: output as string,
    temperature: Number.isFinite(temperature) ? within(temperature as number, MOST_TEMPERATURE) : 0.4,
    seed: Number.isInteger(seed) ? within(seed as number, LARGEST_SEED) : 1,
    packId: packId as string,
  };
}

/** `value`, or the nearer of 0 and `most`. */
export function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
