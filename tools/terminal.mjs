/** What the tools write on the terminal: one line a step, and a live line for what is long. */

const LIVE_MS = 250;
const LOGGED_MS = 5000;

/** @param {number} count */
export function bytes(count) {
  if (count < 1000) return `${count} B`;
  if (count < 1e6) return `${(count / 1e3).toFixed(0)} kB`;
  if (count < 1e9) return `${(count / 1e6).toFixed(1)} MB`;
  return `${(count / 1e9).toFixed(2)} GB`;
}

/** @param {number} ms */
export function duration(ms) {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** @param {string} text */
export function say(text) {
  console.log(text);
}

/** What went wrong, on stderr, set off from the steps. @param {string} text */
export function warn(text) {
  console.error(`! ${text}`);
}

/**
 * A line that is rewritten in place on a terminal, and written now and then into a log.
 * @returns {{ show(text: string): void, done(text?: string): void }}
 */
export function liveLine() {
  const terminal = Boolean(process.stdout.isTTY);
  let last = Date.now();
  let width = 0;
  return {
    show(text) {
      const now = Date.now();
      if (now - last < (terminal ? LIVE_MS : LOGGED_MS)) return;
      last = now;
      if (terminal) process.stdout.write(`\r${text.padEnd(width)}`);
      else console.log(text);
      width = text.length;
    },
    done(text = '') {
      if (terminal && width > 0) process.stdout.write(`\r${' '.repeat(width)}\r`);
      if (text) console.log(text);
    },
  };
}
