import { fail } from '../../domain/errors';
import { toDigest } from '../../domain/digest';
import type { PackId, PackManifest } from '../../domain/pack';

/**
 * JSON with keys sorted by UTF-16 code unit and no whitespace, absent values left out: one value, one text.
 * Numbers and strings as ECMAScript writes them, which is RFC 8785. Throws `pack/manifest-invalid` on what JSON has
 * no form for.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  return fail('pack/manifest-invalid', { where: `a value of type ${typeof value}` });
}

/** The name of a pack: SHA-256 of its canonical manifest in UTF-8. */
export async function packIdOf(manifest: PackManifest): Promise<PackId> {
  const bytes = new TextEncoder().encode(canonicalJson(manifest));
  return toDigest(await crypto.subtle.digest('SHA-256', bytes));
}
