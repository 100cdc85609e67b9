import type { FileCheck, Verification } from '../../domain/pack';

/** One missing file makes a pack incomplete; it is corrupt if all are here and one is another. */
export function overall(checks: readonly FileCheck[]): Verification['verdict'] {
  if (checks.every(({ verdict }) => verdict === 'match')) return 'verified';
  return checks.some(({ verdict }) => verdict === 'missing') ? 'incomplete' : 'corrupt';
}
