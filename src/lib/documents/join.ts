import type { Segment, TextDocument } from '../domain/task';

/** The text that was split. */
export function joinSources(document: TextDocument): string {
  return join(document, (segment) => segment.source);
}

/** The translation in the frame of the source. Where there is none yet, nothing stands. */
export function joinTargets(document: TextDocument): string {
  return join(document, (segment) => segment.target);
}

function join({ frame, segments }: TextDocument, textOf: (segment: Segment) => string): string {
  const parts = [frame[0] ?? ''];
  segments.forEach((segment, i) => parts.push(textOf(segment), frame[i + 1] ?? ''));
  return parts.join('');
}
