/** What a browser says of its storage, in bytes; Chromium says also what is in which kind of it. */
export type Estimate = { quota?: number; usage?: number; usageDetails?: { fileSystem?: number } };

/** A count of 32 bits that went below nothing once. */
const ROUND = 2 ** 32;

/**
 * Where a page is killed while it writes, Chromium (156) counts 4 GiB too much for the site from then on, in `usage` and
 * in `quota` alike, also after a restart. `stored`: bytes of all our files there. Whole rounds that no file explains
 * are taken off both.
 */
export function counted(estimate: Estimate, stored: number): Estimate {
  const { quota, usage, usageDetails: { fileSystem = 0 } = {} } = estimate;
  const phantom = Math.max(0, Math.round((fileSystem - stored) / ROUND)) * ROUND;
  if (phantom === 0 || quota === undefined || usage === undefined || usage < phantom) return estimate;
  return { quota: Math.max(0, quota - phantom), usage: usage - phantom };
}
