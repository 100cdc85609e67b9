import { malformed } from './limits';
import type { RopeTable } from './parameter';

/** Writes cos, then sin, of each angle of a table as (positions, 2, headDim / 2), computed in f64. */
export function fillRope(
  out: Float32Array,
  { name, base, divisor, positions, headDim }: Omit<RopeTable, 'kind'>,
  factors?: Float32Array,
): void {
  const half = headDim / 2;
  for (let j = 0; j < half; j++) {
    const factor = factors?.[j] ?? 1;
    // Everything that rotates by it would be no number.
    if (!(factor > 0 && factor < Infinity)) malformed('rope-factor', name);
    const frequency = base ** ((-2 * j) / headDim) / factor / divisor;
    for (let position = 0; position < positions; position++) {
      const at = position * headDim + j;
      out[at] = Math.cos(position * frequency);
      out[at + half] = Math.sin(position * frequency);
    }
  }
}
