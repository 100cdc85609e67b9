import { canonicalTag } from '../domain/language';
import type { Flag, Segment, SegmentStatus, TextDocument } from '../domain/task';

export type TranslateWork = {
  source: string;
  from: string;
  to: string;
  packId: string;
  document: TextDocument | null;
};

/**
 * What is kept of it. A text of megabytes is saved over and over: the sentences are kept as where the source is cut,
 * and of the translation only what was done.
 */
export type TranslateRecord = Omit<TranslateWork, 'document'> & {
  /** Lengths of frame, sentence, frame, …, frame in UTF-16 units; empty where the text is not cut yet. */
  cuts: Uint32Array;
  done: Done[];
};
type Done = { index: number; target: string; status: SegmentStatus; flags: Flag[] };

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

export function makeTranslateRecord({ document, ...rest }: TranslateWork): TranslateRecord {
  const { frame, segments } = document ?? { frame: [], segments: [] };
  const cuts = new Uint32Array(frame.length + segments.length);
  const done: Done[] = [];
  frame.forEach((piece, i) => (cuts[2 * i] = piece.length));
  segments.forEach(({ source, target, status, flags }, index) => {
    cuts[2 * index + 1] = source.length;
    if (status !== 'pending' || target !== '') done.push({ index, target, status, flags });
  });
  return { ...rest, cuts, done };
}

/**
 * A stored record, or undefined where it is not what we wrote: a half-written or newer record must not break the page.
 * Where only its document is damaged the person's own text is kept, and can be translated again.
 */
export function parseTranslateRecord(stored: unknown): TranslateWork | undefined {
  if (!isObject(stored)) return undefined;
  const { source, from, to, packId, cuts, done } = stored;
  if (typeof source !== 'string' || typeof packId !== 'string') return undefined;
  return {
    source,
    from: (typeof from === 'string' && from !== 'auto' && canonicalTag(from)) || 'auto',
    to: (typeof to === 'string' && canonicalTag(to)) || 'en',
    packId,
    document: parseDocument(source, cuts, done) ?? null,
  };
}

function parseDocument(source: string, cuts: unknown, done: unknown): TextDocument | undefined {
  if (!(cuts instanceof Uint32Array) || cuts.length % 2 === 0 || !Array.isArray(done)) return undefined;
  if (cuts.reduce((sum, length) => sum + length, 0) !== source.length) return undefined;
  const document: TextDocument = { frame: [], segments: [] };
  let at = 0;
  cuts.forEach((length, i) => {
    const piece = source.slice(at, (at += length));
    if (i % 2 === 0) document.frame.push(piece);
    else document.segments.push(pending(`s${document.segments.length + 1}`, piece));
  });
  for (const each of done as unknown[]) {
    const index = isObject(each) ? each['index'] : undefined;
    const segment = typeof index === 'number' ? document.segments[index] : undefined;
    if (!segment || !isObject(each) || typeof each['target'] !== 'string') return undefined;
    const { target, status, flags } = each;
    segment.target = target as string;
    // A sentence that was being written when the page went away is to be done again.
    segment.status = STATUSES.includes(status) ? (status as SegmentStatus) : 'pending';
    segment.flags = Array.isArray(flags) ? flags.filter(isFlag) : [];
  }
  return document;
}

function pending(id: string, source: string): Segment {
  return { id, source, target: '', status: 'pending', flags: [] };
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
