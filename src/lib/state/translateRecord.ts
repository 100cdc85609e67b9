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

/** A stored record, or undefined where it is not what we wrote: a half-written or newer record must not break the page. */
export function parseTranslateRecord(stored: unknown): TranslateRecord | undefined {
  if (!isObject(stored)) return undefined;
  const { source, from, to, packId, document } = stored;
  if (![source, from, to, packId].every((value) => typeof value === 'string')) return undefined;
  return {
    source: source as string,
    from: from as string,
    to: to as string,
    packId: packId as string,
    document: parseDocument(document) ?? null,
  };
}

function parseDocument(stored: unknown): TextDocument | undefined {
  if (!isObject(stored) || !isStrings(stored['frame']) || !Array.isArray(stored['segments']))
    return undefined;
  const segments = stored['segments'].map(parseSegment);
  if (segments.includes(undefined) || stored['frame'].length !== segments.length + 1) return undefined;
  return { frame: stored['frame'], segments: segments as Segment[] };
}

function parseSegment(stored: unknown): Segment | undefined {
  if (!isObject(stored)) return undefined;
  const { id, source, target, status, flags } = stored;
  if (typeof id !== 'string' || typeof source !== 'string' || typeof target !== 'string') return undefined;
  // A sentence that was being written when the page went away is to be done again.
  const known = STATUSES.includes(status) ? (status as SegmentStatus) : 'pending';
  const kept = Array.isArray(flags)
    ? flags.filter((flag): flag is Flag => isObject(flag) && typeof flag['kind'] === 'string')
    : [];
  return { id, source, target, status: known, flags: kept };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
