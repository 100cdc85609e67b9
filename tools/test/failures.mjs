/** What failed, by name and with the first words of why: what a person looks for in a log of thousands of lines. */

/** `name`: as the person would look for it. `said`: why, in a few lines. @typedef {{ name: string, said: string }} Failure */

const LINES_OF_A_TEST = 6;
/** The findings of a linter or a compiler are the failure: more of them are worth repeating. */
const LINES_OF_A_CHECK = 60;
const COLUMNS = 240;
// eslint and vitest colour what they write.
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** @param {string} text @returns {string[]} without colours, empty lines, and the ends of long ones */
function linesOf(text) {
  return text
    .replace(COLOUR, '')
    .split('\n')
    .map((line) => line.trimEnd().slice(0, COLUMNS))
    .filter((line) => line.trim() !== '');
}

/** A test begins with what it expected. @param {string} text */
export const beginning = (text) => linesOf(text).slice(0, LINES_OF_A_TEST).join('\n');

/** A check ends with what it found. @param {string} text */
export const ending = (text) => linesOf(text).slice(-LINES_OF_A_CHECK).join('\n');

/**
 * @param {{ part: string, failures: Failure[] }[]} parts
 * @returns {string} empty where nothing failed
 */
export function whatFailed(parts) {
  const lines = parts.flatMap(({ part, failures }) =>
    failures.flatMap(({ name, said }) => [
      `  ${part} › ${name}`,
      ...(said === '' ? [] : said.split('\n').map((line) => `      ${line}`)),
    ]),
  );
  return lines.length === 0 ? '' : ['What failed:', ...lines].join('\n');
}
