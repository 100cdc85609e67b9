import { AppError } from '../domain/errors';
import { parseJson } from '../domain/json';
import { shippedLibrary, type ShippedLibrary } from '../gguf/shipped-library';
import { network } from '../packs/line/network';
import { fetchSmall } from '../packs/line/source';

export type LoadLibraries = (signal: AbortSignal) => Promise<ShippedLibrary[]>;

/** A record of the largest library known has 44 kB. */
const LIMITS = { maxBytes: 4 * 1024 * 1024, maxDepth: 8 } as const;
const MOST_LIBRARIES = 64;
const CODES = { tooLarge: 'engine/no-library', invalid: 'engine/no-library' } as const;

/**
 * The compiled libraries that this site ships, asked for once. None where the site cannot be reached: what is looked at
 * then runs on the CPU, and can be looked at again later.
 */
export function siteLibraries(base = siteBase()): LoadLibraries {
  let known: Promise<ShippedLibrary[]> | undefined;
  return async (signal) => {
    known ??= load(base, signal);
    try {
      return await known;
    } catch (thrown) {
      known = undefined;
      if (thrown instanceof AppError && thrown.code.startsWith('source/')) return [];
      throw thrown;
    }
  };
}

async function load(base: string, signal: AbortSignal): Promise<ShippedLibrary[]> {
  const net = network({ attempts: 1 });
  const read = async (name: string) =>
    parseJson(await fetchSmall(`${base}${name}`, LIMITS.maxBytes, net, signal), LIMITS, CODES);
  const { libraries } = (await read('index.json')) as { libraries?: unknown };
  const ids = (Array.isArray(libraries) ? libraries : [])
    .filter((id): id is string => typeof id === 'string' && /^[\w.-]{1,80}$/.test(id))
    .slice(0, MOST_LIBRARIES);
  return Promise.all(ids.map(async (id) => shippedLibrary(id, await read(`${id}.json`))));
}

/** A worker is served three folders below the app, built (`_app/immutable/workers`) or not (`src/lib/workers`). */
function siteBase(): string {
  return new URL('../../../libs/', globalThis.location.href).href;
}
