// Read by every Node that can read modules at all: nothing here may be newer than 2015.

/** What the build's dependencies run on: of these majors the given minor or newer, and every major after the last. */
/** @type {Record<number, number>} */
const LEAST_MINOR = { 20: 19, 22: 13 };
const EVERY_FROM = 24;

/**
 * @param {string} version as in `process.versions.node`
 * @returns {string} one plain sentence, or '' where this Node will do
 */
export function nodeProblem(version) {
  const parts = version.split('.').map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  const least = LEAST_MINOR[major];
  if (major >= EVERY_FROM || (least !== undefined && minor >= least)) return '';
  return (
    'Haversack needs Node 20.19 or newer, 22.13 or newer, or 24 and up, and this is Node ' +
    version +
    ': install a newer one from https://nodejs.org and run the command again.'
  );
}
