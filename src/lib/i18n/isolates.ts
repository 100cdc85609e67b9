// Invisible characters of the Unicode bidirectional algorithm (UAX 9): without them a Latin name inside Arabic text
// may pull brackets and full stops to the wrong side. Written as escapes, so that a reviewer sees them.

const FIRST_STRONG = '\u2068';
const LEFT_TO_RIGHT = '\u2066';
const POP = '\u2069';

/** A value from outside (a model's name, a number with a unit), laid out by itself in its own direction. */
export const isolate = (text: string | number) => `${FIRST_STRONG}${text}${POP}`;

/** Words that always run left to right: commands, key names. */
export const ltr = (text: string) => `${LEFT_TO_RIGHT}${text}${POP}`;
