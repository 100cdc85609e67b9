/** A BCP-47 tag. */
export type Language = string;

/** Offered in the pickers; any other BCP-47 tag can be typed. */
export const LANGUAGES: readonly Language[] =
  'am ar bn cs de el en es fa fr ha he hi hu id it ja km ko ku ln lo mg ms my ne nl om pa pl ps pt ro ru rw so sq sr sv sw ta th ti tl tr uk ur uz vi yo zh'.split(
    ' ',
  );

export type DraftIntent = 'paragraph' | 'reply' | 'bullets' | 'polite' | 'simple';

export type TranslateTask = { kind: 'translate'; from: Language; to: Language };
export type DraftTask = { kind: 'draft'; intent: DraftIntent };
export type Task = TranslateTask | DraftTask;

/** Why a sentence needs a person's eye. `details` names the piece: "3,200", "https://…". */
export type Flag =
  | { kind: 'number' | 'date' | 'unit' | 'link' | 'placeholder'; problem: 'lost' | 'added'; details: string }
  | { kind: 'copied' | 'looped' | 'empty' | 'cut' | 'refused' | 'too-short' | 'too-long' }
  /** `details` is an ISO 15924 code: the script that was not expected. */
  | { kind: 'script'; details: string }
  /** `details` is a BCP-47 tag: the language that came instead. */
  | { kind: 'language'; details: string };

export type SegmentStatus = 'pending' | 'streaming' | 'done' | 'flagged' | 'edited' | 'failed' | 'kept';

/** One sentence and its translation. `kept` means nothing in it is to be translated. */
export type Segment = { id: string; source: string; target: string; status: SegmentStatus; flags: Flag[] };

/** `frame` has one piece more than `segments`: join(frame, sources) gives the text back to the byte. */
export type TextDocument = { frame: string[]; segments: Segment[] };
