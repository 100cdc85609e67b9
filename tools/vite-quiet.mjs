/**
 * Environment of every vite that we start. Vite warns at each start that a later version may load the configuration
 * with Node itself, which would need file extensions in its imports; what we pin does not.
 */
export const QUIET_VITE = { VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' };
