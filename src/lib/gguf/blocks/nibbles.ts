/**
 * Eight 4-bit codes from the low (shift 0) or high (shift 4) nibbles of eight bytes, given as two little-endian words.
 * The first byte's code lands in the lowest bits.
 */
export function packNibbles(first: number, second: number, shift: number): number {
  let a = (first >>> shift) & 0x0f0f0f0f;
  let b = (second >>> shift) & 0x0f0f0f0f;
  a = (a | (a >>> 4)) & 0x00ff00ff;
  b = (b | (b >>> 4)) & 0x00ff00ff;
  return ((a | (a >>> 8)) & 0xffff) | ((b | (b >>> 8)) << 16);
}
