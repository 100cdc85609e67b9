// Read by every Node that can read modules at all: nothing here may be newer than 2015.

const OLDEST_MAJOR = 20;
const OLDEST_MINOR = 19;

/**
 * @param {string} version as in `process.versions.node`
 * @returns {string} one plain sentence, or '' where this Node will do
 */
export function nodeProblem(version) {
  const parts = version.split('.').map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  if (major > OLDEST_MAJOR || (major === OLDEST_MAJOR && minor >= OLDEST_MINOR)) return '';
  return (
    'Haversack needs Node ' +
    OLDEST_MAJOR +
    '.' +
    OLDEST_MINOR +
    ' or newer, and this is Node ' +
    version +
    ': install a newer one from https://nodejs.org and run the command again.'
  );
}
