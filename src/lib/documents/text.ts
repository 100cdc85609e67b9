import { fail } from '../domain/errors';
import { plainTag } from '../domain/language';
import type { Language, Segment, TextDocument } from '../domain/task';
import { clauses } from './clauses';
import { isWrapped, leadingBlank, type Line, parseLine, splitLines, trimEnd } from './lines';
import { sentences } from './sentences';
import { hasWords } from './translatable';

export type SplitOptions = {
  /** UTF-16 units: a longer sentence is cut into clauses. */
  sentenceBudget?: number;
  /** UTF-16 units: a longer text is refused with `document/too-large`. */
  limit?: number;
};

/** UTF-16 units done and in all. */
export type SplitProgress = { done: number; total: number };

/** About 150 tokens in most languages: a small model loses the thread in more. */
const SENTENCE_BUDGET = 480;
/** 16 Mi UTF-16 units, about 2.5 million words: more than a model translates in a year of evenings. */
const TEXT_LIMIT = 16 * 1024 * 1024;
/** UTF-16 units of work between two yields: a few ms on a slow phone. */
const SLICE = 16 * 1024;

/**
 * Plain text -> sentences, and the frame around them (white space, line breaks, bullets, list numbers), so that
 * `joinSources(document) === text` for every string. Throws `document/too-large`.
 */
export function splitText(text: string, language: Language, options: SplitOptions = {}): TextDocument {
  const slices = splitSlices(text, language, options);
  for (;;) {
    const slice = slices.next();
    if (slice.done) return slice.value;
  }
}

/** The same in short slices of work, so that a caller can let the page breathe, show progress, or leave. */
export function* splitSlices(
  text: string,
  language: Language,
  options: SplitOptions = {},
): Generator<SplitProgress, TextDocument> {
  const limit = options.limit ?? TEXT_LIMIT;
  if (text.length > limit) fail('document/too-large', { characters: text.length, limit });
  const locale = Intl.Segmenter.supportedLocalesOf(plainTag(language) ?? 'en')[0] ?? 'en';
  const segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' });
  const builder = new Builder(options.sentenceBudget ?? SENTENCE_BUDGET);
  let done = 0;
  let reported = 0;
  for (const part of paragraphs(text)) {
    builder.addFrame(part.before);
    for (const sentence of sentences(part.text, segmenter)) {
      builder.addSentence(sentence);
      done += sentence.length;
      if (done - reported >= SLICE) yield { done: (reported = done), total: text.length };
    }
    builder.addFrame(part.after);
    done += part.before.length + part.after.length;
    if (done - reported >= SLICE) yield { done: (reported = done), total: text.length };
  }
  return builder.finish();
}

/** As `splitSlices`, giving the event loop a turn after each slice. An abort throws the signal's reason. */
export async function splitTextAsync(
  text: string,
  language: Language,
  options: SplitOptions & { signal?: AbortSignal; onProgress?: (progress: SplitProgress) => void } = {},
): Promise<TextDocument> {
  const slices = splitSlices(text, language, options);
  for (;;) {
    options.signal?.throwIfAborted();
    const slice = slices.next();
    if (slice.done) return slice.value;
    options.onProgress?.(slice.value);
    await new Promise<void>((resolve) => setTimeout(resolve));
  }
}

/** Lines, those that were only wrapped put together, up to SLICE units. */
function* paragraphs(text: string): Generator<Line, void> {
  let lines: Line[] = [];
  let length = 0;
  for (const raw of splitLines(text)) {
    const line = parseLine(raw);
    const last = lines.at(-1);
    if (last && !(isWrapped(last, line) && length < SLICE)) {
      yield joinWrapped(lines);
      lines = [];
      length = 0;
    }
    lines.push(line);
    length += raw.length;
  }
  if (lines.length > 0) yield joinWrapped(lines);
}

function joinWrapped(lines: Line[]): Line {
  const first = lines[0]!;
  const last = lines.at(-1)!;
  let text = first.text;
  for (let i = 1; i < lines.length; i++) text += lines[i - 1]!.after + lines[i]!.before + lines[i]!.text;
  return { before: first.before, text, after: last.after };
}

class Builder {
  readonly #frame: string[] = [''];
  readonly #segments: Segment[] = [];

  constructor(readonly budget: number) {}

  addFrame(text: string): void {
    this.#frame[this.#frame.length - 1] += text;
  }

  addSentence(sentence: string): void {
    for (const piece of clauses(sentence, this.budget)) {
      const lead = leadingBlank(piece);
      const source = trimEnd(piece.slice(lead.length));
      this.addFrame(lead);
      if (source !== '') this.#addSegment(source);
      this.addFrame(piece.slice(lead.length + source.length));
    }
  }

  #addSegment(source: string): void {
    const id = `s${this.#segments.length + 1}`;
    const kept = !hasWords(source);
    this.#segments.push({
      id,
      source,
      target: kept ? source : '',
      status: kept ? 'kept' : 'pending',
      flags: [],
    });
    this.#frame.push('');
  }

  finish(): TextDocument {
    return { frame: this.#frame, segments: this.#segments };
  }
}
