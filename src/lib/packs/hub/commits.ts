import { MIB } from '../../domain/bytes';
import { AppError } from '../../domain/errors';
import type { PublisherNote } from '../../domain/plan';
import { parseJson } from '../form/json';
import type { Network } from '../line/network';
import { asLine, refuse, text } from '../form/shape';
import { fetchSmall } from '../line/source';
import { isCommit } from '../form/hub-address';
import { asHubAnswer, object } from './answer';
import type { Hub } from './ask';
import { patiently } from './patient';

/** Of as many commits a person reads what their publisher wrote. */
const MOST_NOTES = 10;
const LIMITS = { maxBytes: MIB, maxDepth: 8 } as const;
const CODES = { tooLarge: 'source/hub-answer', invalid: 'source/hub-answer' } as const;
const LONGEST_NOTE = 200;

/**
 * What the publisher wrote to each commit from `to` back to `from`, which is left out: newest first, ten at most. None
 * where the hub does not tell: an offer stands without it.
 */
export async function notesBetween(
  hub: Hub,
  repo: string,
  { from, to }: { from: string; to: string },
  network: Network,
  signal: AbortSignal,
): Promise<PublisherNote[]> {
  const url = `${hub.endpoint}/api/models/${repo}/commits/${to}?limit=${MOST_NOTES}`;
  try {
    const get = () => fetchSmall(url, LIMITS.maxBytes, network, signal, hub.hosts);
    return parseNotes(await patiently(get, network, signal), from);
  } catch (thrown) {
    if (thrown instanceof AppError) return [];
    throw thrown;
  }
}

/** Bytes of `/api/models/<repo>/commits/<revision>`. */
export function parseNotes(bytes: Uint8Array, until: string): PublisherNote[] {
  return asHubAnswer(() => {
    const listed = parseJson(bytes, LIMITS, CODES);
    if (!Array.isArray(listed)) return refuse('commits', 'not a list');
    const notes: PublisherNote[] = [];
    for (const [at, each] of listed.slice(0, MOST_NOTES).entries()) {
      const { id, title, date } = object(each, `commits[${at}]`);
      if (typeof id !== 'string' || !isCommit(id)) return refuse(`commits[${at}].id`, 'not a commit');
      if (id === until) break;
      const words = asLine(text(100_000)(title, `commits[${at}].title`).slice(0, LONGEST_NOTE)).trim();
      if (words !== '') notes.push({ title: words, date: dateOf(date) });
    }
    return notes;
  });
}

function dateOf(value: unknown): string {
  return typeof value === 'string' && value.length < 40 && Number.isFinite(Date.parse(value)) ? value : '';
}
