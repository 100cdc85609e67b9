/**
 * What a model wrote, without what it wrote around it. Pure clipping: nothing inside the text is changed, so whoever
 * keeps the raw output can always show what was taken away.
 */
export function cleanOutput(raw: string, source: string): string {
  let text = withoutThinking(raw).trim();
  text = withoutEcho(text, source);
  text = withoutPreamble(text, source);
  return withoutQuotes(text, source).trim();
}

/** Think blocks, closed or cut off by the token limit, and an end tag whose start was in the prompt. */
function withoutThinking(text: string): string {
  return text.replace(/<think>[\s\S]*?(?:<\/think>|$)/gu, '').replace(/^[\s\S]*?<\/think>/u, '');
}

/** The source repeated before its translation: as a line of its own, perhaps labelled, never as the whole output. */
function withoutEcho(text: string, source: string): string {
  const lines = text.split('\n');
  const first = lines[0]!.replace(/^[\p{L} ]{2,24}:\s*/u, '');
  const rest = lines.slice(1).join('\n').trim();
  return rest !== '' && plain(source) !== '' && plain(first) === plain(source) ? rest : text;
}

/** Openings by which instruct models announce what they were asked for, up to a colon. */
const PREAMBLES = [
  /^(?:(?:sure|certainly|of course|okay|ok)[,.!]?\s+)?(?:here(?:'s|’s| is| are)|below is|this is)\b[^\n:]{0,80}:\s*/iu,
  /^(?:sure|certainly|of course)[!.,:]\s*\n+/iu,
  /^(?:voici|voilà)\b[^\n:]{0,80}:\s*/iu,
  /^(?:aquí (?:está|tiene|tienes)|claro[,.!]? aquí)\b[^\n:]{0,80}:\s*/iu,
  /^(?:the )?(?:\p{L}+ )?(?:translation|translated text|output|answer|summary|reply|response)\s*:\s*/iu,
  /^(?:traduction|traducción|tradução|übersetzung|الترجمة|tafsiri|переклад)\s*:\s*/iu,
];

const ABOUT_THE_TASK =
  /translat|rewrit|version|paragraph|summar|repl(?:y|ies)|bullet|draft|traduc|tradução/iu;

function withoutPreamble(text: string, source: string): string {
  // "Aquí está la lista: pan" has its own opening, and "Name: Anna" its own label.
  const hasColon = /[:：]/u.test(source);
  for (const preamble of PREAMBLES) {
    const opening = preamble.exec(text)?.[0];
    if (opening === undefined || (hasColon && !ABOUT_THE_TASK.test(opening))) continue;
    const rest = text.slice(opening.length).trim();
    if (rest !== '') return hasColon ? rest : withoutLabel(rest);
  }
  return hasColon ? text : withoutLabel(text);
}

/** "English: ..." at the start. */
function withoutLabel(text: string): string {
  const label =
    /^\**(?:English|French|Spanish|German|Portuguese|Italian|Arabic|Swahili|Ukrainian|Draft|Paragraph|Rewritten|Polite)\**:\**\s*/u;
  return text.replace(label, '') || text;
}

const QUOTES: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ["'", "'"],
  ['‘', '’'],
  ['「', '」'],
  ['```', '```'],
  ['**', '**'],
];

/** One pair of quotes around everything, where the source has none and none stands inside. */
function withoutQuotes(text: string, source: string): string {
  const begun = source.trim();
  for (const [open, close] of QUOTES) {
    if (text.length <= open.length + close.length || !text.startsWith(open) || !text.endsWith(close))
      continue;
    const inner = text.slice(open.length, -close.length);
    if (inner.includes(open) || inner.includes(close)) continue;
    if (QUOTES.some(([mark]) => begun.startsWith(mark))) continue;
    return inner;
  }
  return text;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
