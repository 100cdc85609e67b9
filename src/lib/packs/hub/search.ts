import { MIB } from '../../domain/bytes';
import { AppError, fail } from '../../domain/errors';
import type { HubFound } from '../../domain/plan';
import { parseJson } from '../form/json';
import type { Network } from '../line/network';
import { refuse, text } from '../form/shape';
import { fetchSmall } from '../line/source';
import { isRepo } from '../form/hub-address';
import { asHubAnswer, object } from './answer';
import type { Hub } from './ask';
import { patiently } from './patient';

/** A model of the answer has 1 to 4 kB of tags; a person reads no more than these. */
const MOST_FOUND = 10;
const LIMITS = { maxBytes: 2 * MIB, maxDepth: 16 } as const;
const CODES = { tooLarge: 'source/hub-answer', invalid: 'source/hub-answer' } as const;
const LONGEST_SEARCH = 200;

/**
 * GGUFs whose repository has `name` in its own, those that are fetched most first. Throws `source/` errors; none found
 * is no error.
 */
export async function searchHub(
  hub: Hub,
  name: string,
  network: Network,
  signal: AbortSignal,
): Promise<HubFound[]> {
  const query = new URLSearchParams({
    ...{ search: name.trim().slice(0, LONGEST_SEARCH), filter: 'gguf' },
    // Highest first: hubs sort in no other direction.
    ...{ sort: 'downloads', limit: String(MOST_FOUND) },
  });
  const url = `${hub.endpoint}/api/models?${query.toString()}`;
  const get = () => fetchSmall(url, LIMITS.maxBytes, network, signal, hub.hosts);
  try {
    return parseFound(await patiently(get, network, signal));
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'pack/manifest-too-large')
      return fail('source/hub-answer', { what: `more than ${LIMITS.maxBytes} bytes` }, thrown);
    throw thrown;
  }
}

/** Bytes of `/api/models`. What is named in a way that could not be asked for is left out. */
export function parseFound(bytes: Uint8Array): HubFound[] {
  return asHubAnswer(() => {
    const listed = parseJson(bytes, LIMITS, CODES);
    if (!Array.isArray(listed)) return refuse('models', 'not a list');
    const found = new Map<string, HubFound>();
    for (const [at, each] of listed.slice(0, MOST_FOUND).entries()) {
      const model = object(each, `models[${at}]`);
      const repo = text(300)(model['id'] ?? model['modelId'], `models[${at}].id`);
      if (isRepo(repo) && !found.has(repo)) found.set(repo, { repo, downloads: countOf(model['downloads']) });
    }
    return [...found.values()];
  });
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
