import type { DraftIntent } from '../domain/task';

export type DraftRecord = {
  intent: DraftIntent;
  input: string;
  output: string;
  temperature: number;
  seed: number;
  packId: string;
};

const INTENTS: readonly unknown[] = [
  'paragraph',
  'reply',
  'bullets',
  'polite',
  'simple',
] satisfies DraftIntent[];

/** A stored record, or undefined where it is not what we wrote. */
export function parseDraftRecord(stored: unknown): DraftRecord | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { intent, input, output, temperature, seed, packId } = stored as Record<string, unknown>;
  if (!INTENTS.includes(intent)) return undefined;
  if (![input, output, packId].every((value) => typeof value === 'string')) return undefined;
  if (!Number.isFinite(temperature) || !Number.isInteger(seed)) return undefined;
  return stored as DraftRecord;
}
