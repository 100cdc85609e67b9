// `npm test`. Old Nodes must be able to read this file, so that they can say what is wrong.
import { nodeProblem } from './node-version.mjs';

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} else {
  import('./test/run.mjs').then((test) => test.run(process.argv.slice(2)));
}
