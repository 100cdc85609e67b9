/** Set by the build (tools/vite-keys.ts): raw Ed25519 public keys, base64. */
declare const __HAVERSACK_KEYS__: readonly string[] | undefined;

/** Whose word this build takes for a model. None: nothing is ever vouched for. */
export const PINNED_KEYS: readonly string[] =
  typeof __HAVERSACK_KEYS__ === 'undefined' ? [] : __HAVERSACK_KEYS__;
