/** Text is handed to Intl.Segmenter in windows: its time grows with the square of the length. */
const WINDOW = 4096;

/** Abbreviations that stand before a name or an example and hardly end a sentence; lower case, last stop left out. */
const BEFORE_WORDS = new Set(
  (
    'dr dra drs mr mrs ms mx prof st sr sra srta sres jr rev hon gov gen col capt lt sgt vs cf ca approx aprox ' +
    'e.g i.e ej p.ej p.ex z.b d.h bzw c.-à-d mme mlle mgr av avda bd ing lic arq bt frau ndugu mh вул ім див напр'
  ).split(' '),
);
/** Those that do so only before a number. */
const BEFORE_NUMBERS = new Set(
  'no nos nr núm fig figs art arts pág págs pag p pp vol ch cap sec tel tél ext approx env uk ст с рис п'.split(
    ' ',
  ),
);

/**
 * Sentences in order; they add up to the text. `segmenter` has the granularity `sentence`. Line breaks inside `text` do not end a
 * sentence: a caller passes lines apart where they should.
 */
export function* sentences(text: string, segmenter: Intl.Segmenter): Generator<string, void> {
  // The segmenter would cut at every line break: a wrapped line is shown to it as a space.
  const shown = text.replace(/[\r\n\u2028\u2029\u0085]/g, ' ');
  if (text.length <= WINDOW && !/\p{Sentence_Terminal}/u.test(text)) {
    if (text !== '') yield text; // a title, a name: the segmenter is slow to start
    return;
  }
  let start = 0; // where the sentence now open began
  let from = 0; // where the window begins
  while (from < text.length) {
    const to = safeEnd(shown, Math.min(from + WINDOW, text.length));
    const cuts: number[] = [];
    for (const { index, segment } of segmenter.segment(shown.slice(from, to))) {
      cuts.push(from + index + segment.length);
    }
    // The last sentence of a window may go on in the next one; a sentence longer than the window is cut at a space.
    if (to < text.length) cuts.pop();
    if (cuts.length === 0) cuts.push(spaceBefore(shown, from, to));
    const last = cuts.at(-1)!;
    for (const cut of cuts) {
      if (cut < text.length && cut - start < WINDOW / 2 && !ends(shown, start, cut)) continue;
      yield text.slice(start, cut);
      start = cut;
    }
    from = last;
  }
  if (start < text.length) yield text.slice(start);
}

function spaceBefore(text: string, from: number, to: number): number {
  const space = text.lastIndexOf(' ', to - 1);
  return to < text.length && space > from + WINDOW / 2 ? space + 1 : to;
}

/** Not between two halves of a surrogate pair. */
function safeEnd(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return end < text.length && code >= 0xd800 && code <= 0xdbff ? end - 1 || end : end;
}

/** Whether the segmenter's cut at `cut` is believed: no abbreviation before it, no lower-case letter after it. */
function ends(text: string, start: number, cut: number): boolean {
  // No space after an ASCII stop: it is inside an address or a code ("a.org/b?c").
  if (/[.!?:]/.test(text[cut - 1]!)) return cut === text.length;
  const before = text.slice(Math.max(start, cut - 24), cut).trimEnd();
  const after = text.slice(cut, cut + 8);
  // '"Really?" she said': what was quoted is not the whole sentence.
  if (/[.…"'»”’)\]]$/u.test(before) && /^\p{Ll}/u.test(after)) return false;
  if (!before.endsWith('.')) return true;
  const word = /(?:^|[\s("'«“¿¡[])([\p{L}.-]+)\.$/u.exec(before)?.[1];
  if (word === undefined) return true;
  const lower = word.toLowerCase();
  if (BEFORE_WORDS.has(lower) || /\bp\. ex\.$/u.test(before)) return false;
  if (BEFORE_NUMBERS.has(lower) && /^\p{Nd}/u.test(after)) return false;
  // An initial ("J. Smith") or an acronym with stops ("U.S. Army") goes on where a capital follows.
  const initial = /^(?:\p{Lu}\.)*\p{Lu}$/u.test(word);
  return !(initial && word !== 'I' && /^\p{Lu}/u.test(after));
}
