/** The keys whose signatures the app trusts, built into it (src/lib/packs/trust/pinned.ts). */
import type { Plugin } from 'vite';
import { PackCache } from './packs/cache';
import { siteKeys } from './packs/signing';

export function pinnedKeys(): Plugin {
  return {
    name: 'haversack:keys',
    config: async () => ({
      define: { __HAVERSACK_KEYS__: JSON.stringify(await siteKeys(new PackCache())) },
    }),
  };
}
