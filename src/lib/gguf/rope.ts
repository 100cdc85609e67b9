/** Writes cos, then sin, of position * base^(-2j / headDim) as (positions, 2, headDim / 2), computed in f64. */
export function fillRope(out: Float32Array, base: number, positions: number, headDim: number): void {
  const half = headDim / 2;
  for (let j = 0; j < half; j++) {
    const frequency = base ** ((-2 * j) / headDim);
    for (let position = 0; position < positions; position++) {
      const at = position * headDim + j;
      out[at] = Math.cos(position * frequency);
      out[at + half] = Math.sin(position * frequency);
    }
  }
}
