import { joinSources } from '../documents/join';
import { canonicalTag } from '../domain/language';
import type { Flag, Segment, SegmentStatus, TextDocument } from '../domain/task';

export type TranslateRecord = {
  source: string;
  from: string;
  to: string;
  packId: string;
  document: TextDocument | null;
};

const STATUSES: readonly unknown[] = [
  'pending',
  'done',
  'flagged',
  'edited',
  'failed',
  'kept',
] satisfies SegmentStatus[];

const FACTS: readonly unknown[] = ['number', 'date', 'unit', 'link', 'placeholder'] satisfies Flag['kind'][];
const NAMED: readonly unknown[] = ['script', 'language'] satisfies Flag['kind'][];
const PLAIN: readonly unknown[] = [
  'copied',
  'looped',
  'empty',
  'cut',
  'refused',
  'too-short',
  'too-long',
] satisfies Flag['kind'][];

/**
 * A stored record, or undefined where it is not what we wrote: a half-written or newer record must not break the page.
 * Where only its document is damaged the person's own text is kept, and can be translated again.
 */
export function parseTranslateRecord(stored: unknown): TranslateRecord | undefined {
  if (!isObject(stored)) return undefined;
  const { source, from, to, packId, document } = stored;
  if (![source, from, to, packId].every((value) => typeof value === 'string')) return undefined;
  return {
    source: source as string,
    from: from === 'auto' ? from : (canonicalTag(from as string) ?? 'auto'),
    to: canonicalTag(to as string) ?? 'en',
    packId: packId as string,
    document: parseDocument(document, source as string) ?? null,
  };
}

function parseDocument(stored: unknown, source: string): TextDocument | undefined {
  if (!isObject(stored) || !isStrings(stored['frame']) || !Array.isArray(stored['segments']))
    return undefined;
  const parsed = stored['segments'].map(parseSegment);
  const segments = parsed.filter((segment) => segment !== undefined);
  const ids = new Set(segments.map(({ id }) => id));
  const document = { frame: stored['frame'], segments };
  const whole = ids.size === parsed.length && document.frame.length === parsed.length + 1;
  return whole && joinSources(document) === source ? document : undefined;
}

function parseSegment(stored: unknown): Segment | undefined {
  if (!isObject(stored)) return undefined;
  const { id, source, target, status, flags } = stored;
  if (typeof id !== 'string' || typeof source !== 'string' || typeof target !== 'string') return undefined;
  // A sentence that was being written when the page went away is to be done again.
  const known = STATUSES.includes(status) ? (status as SegmentStatus) : 'pending';
  return { id, source, target, status: known, flags: Array.isArray(flags) ? flags.filter(isFlag) : [] };
}

/** What the page has words for. */
function isFlag(value: unknown): value is Flag {
  if (!isObject(value)) return false;
  const { kind, problem, details } = value;
  if (PLAIN.includes(kind)) return true;
  if (typeof details !== 'string') return false;
  return NAMED.includes(kind) || (FACTS.includes(kind) && (problem === 'lost' || problem === 'added'));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
