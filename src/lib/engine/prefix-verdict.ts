/** Everything of ours in Cache Storage bears such a name; this one holds nothing but the verdicts. */
const CACHE = 'haversack-prefixes';
/** Never asked of a network: `.invalid` does not resolve (RFC 6761). */
const BASE = 'https://prefixes.invalid/';
/** A driver may change under the same names: after this a library is tried again. */
const LONGEST_MS = 30 * 24 * 3600 * 1000;
/** A record has 60 bytes; more libraries than this nobody runs. */
const MOST = 20;

/** What the probe of prefixes (prefix-probe.ts) found for one library on one device. */
export interface PrefixVerdict {
  /** True where it was found right lately, by this build of the app, in this browser, on this GPU. */
  isRight(): Promise<boolean>;
  /** To be told only after a probe that found no difference: one that found any is made again at each load. */
  noteRight(): Promise<void>;
}

/** `about`: all that the verdict depends on. Where nothing can be kept, nothing is remembered. */
export async function prefixVerdict(
  storage: Pick<CacheStorage, 'open'> | undefined,
  about: readonly string[],
  now: () => number = Date.now,
): Promise<PrefixVerdict> {
  const cache = await storage?.open(CACHE).catch(() => undefined); // private windows: the probe is made each time
  if (!cache) return { isRight: async () => false, noteRight: async () => {} };
  const address = BASE + (await digestOf(about));
  return {
    async isRight() {
      const kept = await cache.match(address);
      if (!kept) return false;
      const age = now() - notedAt(await kept.text());
      if (age >= 0 && age < LONGEST_MS) return true;
      await cache.delete(address);
      return false;
    },
    async noteRight() {
      const keys = await cache.keys();
      for (const old of keys.slice(0, Math.max(0, keys.length + 1 - MOST))) await cache.delete(old);
      // A full disk costs the next load a probe, and nothing else.
      await cache.put(address, new Response(`right since ${now()}`)).catch(() => {});
    },
  };
}

/** ms since 1970 at which the verdict was noted, NaN for what is no such record. */
function notedAt(text: string): number {
  return Number(/^right since (\d{1,15})$/.exec(text)?.[1] ?? NaN);
}

async function digestOf(about: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(about));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * What tells this browser, this build and this GPU from others. A worker's own address holds a digest of its code.
 * Undefined where no adapter says what it is: then nothing is remembered.
 */
export async function whereItRuns(gpu: GPU): Promise<string[] | undefined> {
  const info = (await gpu.requestAdapter({ powerPreference: 'high-performance' }))?.info;
  if (!info) return undefined;
  const { vendor, architecture, device, description } = info;
  return [globalThis.location.pathname, navigator.userAgent, vendor, architecture, device, description];
}
