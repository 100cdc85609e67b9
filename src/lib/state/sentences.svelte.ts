import type { Flag, Segment, SegmentStatus, TextDocument } from '../domain/task';

const UNFINISHED: ReadonlySet<SegmentStatus> = new Set(['pending', 'failed']);

export function isUnfinished({ status }: Segment): boolean {
  return UNFINISHED.has(status);
}

/**
 * A text cut into sentences, while they are translated. Nothing is changed in place: a sentence that changes is another
 * object, so only its row is drawn again, and a text of 200,000 sentences costs one copy of their list.
 */
export class Sentences {
  document = $state.raw<TextDocument | null>(null);
  readonly unfinished = $derived(
    this.document?.segments.reduce((sum, segment) => sum + Number(isUnfinished(segment)), 0) ?? 0,
  );
  /** The sentence that is being written anew, as it was. */
  #before: Segment | undefined;

  at(index: number): Segment | undefined {
    return this.document?.segments[index];
  }

  /** -1 where there is none. */
  indexOf(id: string): number {
    return this.document?.segments.findIndex((segment) => segment.id === id) ?? -1;
  }

  change(index: number, change: Partial<Segment>): void {
    const segment = this.at(index);
    if (!this.document || !segment) return;
    const segments = this.document.segments.with(index, { ...segment, ...change });
    this.document = { ...this.document, segments };
  }

  /** Empties a sentence that is written now. */
  begin(index: number): void {
    this.#before = this.at(index);
    this.change(index, { status: 'streaming', target: '', flags: [] });
  }

  /** What was being written when the run ended stays, and counts as not done. Before the first word it is what it was. */
  settle(stopped: boolean): void {
    const index = this.document?.segments.findIndex(({ status }) => status === 'streaming') ?? -1;
    const { target = '' } = this.at(index) ?? {};
    if (target === '' && this.#before?.target) return this.change(index, this.#before);
    const flags: Flag[] = target === '' ? [] : [{ kind: 'cut' }];
    this.change(index, { status: stopped && target === '' ? 'pending' : 'failed', flags });
  }
}
