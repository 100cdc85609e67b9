// `npm start`. Old Nodes must be able to read this file, so that they can say what is wrong: it only checks the
// version and goes on from there.
import { nodeProblem } from './node-version.mjs';

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  import('./start/begin.mjs').then((start) => start.begin(process.argv.slice(2)));
}
