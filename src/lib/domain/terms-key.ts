import { knownLicence, termsOf } from './licences';
import type { PackManifest } from './pack';

/**
 * The terms that a person accepts, by name: the digests of their full texts where the pack carries them, so that changed
 * terms are other terms; else the licence and its address, with its name where only its publisher knows it. What a publisher adds of its own belongs to them: a pack
 * cannot have its conditions taken as read because those of another under the same licence were.
 */
export function termsKey({ licence, shards }: Pick<PackManifest, 'licence' | 'shards'>): string {
  const texts = shards.filter(({ role }) => role === 'licence').map(({ sha256 }) => sha256);
  const { spdx, url, name } = licence;
  const named = [spdx, url, ...(knownLicence(spdx) ? [] : [name])];
  const { own } = termsOf(licence);
  const added = own.length > 0 ? [JSON.stringify(own)] : [];
  return [...(texts.length > 0 ? texts.sort() : named), ...added].join(' ');
}
