import { type Container, Q4G32, Q8G16, Q8G32, Q8G32B, type Repack } from './container';
import { repackQ4_0, repackQ4_1 } from './q4_0';
import { repackQ4_K } from './q4_k';
import { repackQ5_0, repackQ5_1 } from './q5_0';
import { repackQ5_K } from './q5_k';
import { repackQ6_K } from './q6_k';
import { repackQ8_0 } from './q8_0';

/** The block types that the compiled libraries can hold exactly, and the container of each. */
const BLOCK_TYPES: ReadonlyMap<string, { container: Container; repack: Repack }> = new Map([
  ['Q4_0', { container: Q4G32, repack: repackQ4_0 }],
  ['Q4_1', { container: Q4G32, repack: repackQ4_1 }],
  ['Q4_K', { container: Q4G32, repack: repackQ4_K }],
  ['Q5_0', { container: Q8G32, repack: repackQ5_0 }],
  ['Q5_1', { container: Q8G32B, repack: repackQ5_1 }],
  ['Q5_K', { container: Q8G32B, repack: repackQ5_K }],
  ['Q6_K', { container: Q8G16, repack: repackQ6_K }],
  ['Q8_0', { container: Q8G32, repack: repackQ8_0 }],
]);

export function blockType(name: string): { container: Container; repack: Repack } | undefined {
  return BLOCK_TYPES.get(name);
}
