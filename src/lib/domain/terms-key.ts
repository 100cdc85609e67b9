import type { PackManifest } from './pack';

/**
 * The terms that a person accepts, by name: the digests of their full texts where the pack carries them, so that changed
 * terms are other terms; else the licence and its address.
 */
export function termsKey({ licence, shards }: Pick<PackManifest, 'licence' | 'shards'>): string {
  const texts = shards.filter(({ role }) => role === 'licence').map(({ sha256 }) => sha256);
  return texts.length > 0 ? texts.sort().join(' ') : `${licence.spdx} ${licence.url}`;
}
