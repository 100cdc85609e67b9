// `npm run bench`. Old Nodes must be able to read this file, so that they can say what is wrong.
import { nodeProblem } from './node-version.mjs';

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  import('./bench/run.mjs').then((bench) => bench.run(process.argv.slice(2)));
}
