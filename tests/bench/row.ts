import type { RowName } from './options';
import type { Summary } from './statistics';

/** What a figure is held against. */
export type Target = { at: 'most' | 'least'; value: number };

/** One line of the table. */
export type Figure = {
  name: string;
  unit: string;
  /** The median over rounds where there are rounds; a figure of bytes is exact and has no spread. */
  measured: Summary | number;
  /** Absent for a figure that only explains another. */
  target?: Target;
};

export type RowResult = {
  row: RowName;
  figures: Figure[];
  /** What to know when reading the figures: one sentence each. */
  notes: string[];
  /** Everything that was measured, for the JSON. */
  raw: unknown;
};

export function middle(measured: Figure['measured']): number {
  return typeof measured === 'number' ? measured : measured.median;
}

export function meets({ measured, target }: Figure): boolean | undefined {
  if (!target) return undefined;
  const value = middle(measured);
  return target.at === 'most' ? value <= target.value : value >= target.value;
}
