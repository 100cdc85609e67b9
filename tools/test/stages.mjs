/** Which parts run beside each other, so that a machine of two cores has work for both and not more. */
import { sentence } from '../problem.mjs';
import { Said, terminal } from './said.mjs';

/** @typedef {import('./parts.mjs').Part} Part */
/** @typedef {import('./reports.mjs').Count} Count */
/** @typedef {import('./said.mjs').Out} Out */
/** `ms`: from its start to its end. @typedef {Count & { part: string, ms: number }} Result */

/**
 * A stage begins when the one before has ended. Its lanes run beside each other, the parts of a lane in turn. A compiler
 * takes one core, and so do the checks of the first lane; parts with a browser take all that there is.
 */
export const STAGES = [[['lint', 'types', 'unit'], ['libs']], [['browser']], [['e2e']]];

/**
 * Each part's words come in one piece, in the order of the parts, whichever ends first.
 * @param {string} root
 * @param {string[][][]} stages names of parts
 * @param {Part[]} parts those to run
 * @param {string[]} asked those that the person named
 * @param {Out} [to] where their words go
 * @returns {Promise<Result[]>} in that order
 */
export async function runStages(root, stages, parts, asked, to = terminal) {
  /** @type {Result[]} */
  const results = [];
  for (const lanes of stages) {
    const chosen = lanes.map((names) => parts.filter(({ name }) => names.includes(name)));
    const turns = inTurn(chosen.flat().length, to);
    let index = 0;
    const running = chosen.map(async (lane) => {
      const outs = lane.map(() => turns.outs[index++]);
      /** @type {Result[]} */
      const done = [];
      for (const [at, part] of lane.entries()) {
        const out = /** @type {Said} */ (outs[at]);
        done.push(await runPart(root, part, asked.includes(part.name), out));
        turns.ended(out);
      }
      return done;
    });
    results.push(...(await Promise.all(running)).flat());
  }
  return results;
}

/** @param {string} root @param {Part} part @param {boolean} asked @param {Out} out @returns {Promise<Result>} */
async function runPart(root, part, asked, out) {
  out.write(`\n== ${part.name}\n`);
  const began = Date.now();
  const count = await part.run(root, out, asked).catch(broken);
  return { ...count, part: part.name, ms: Date.now() - began };
}

/** What a part does not survive fails it alone: the others go on. @param {unknown} thrown @returns {Count} */
function broken(thrown) {
  return { passed: 0, failed: 1, skipped: 0, failures: [{ name: 'it broke off', said: sentence(thrown) }] };
}

/**
 * One of them speaks at a time: the first that has not ended.
 * @param {number} count @param {Out} to
 */
function inTurn(count, to) {
  const outs = Array.from({ length: count }, () => new Said(to));
  const waiting = [...outs];
  const ended = new Set();
  waiting[0]?.show();
  return {
    outs,
    /** @param {Said} out */
    ended(out) {
      ended.add(out);
      while (ended.has(waiting[0])) {
        waiting.shift();
        waiting[0]?.show();
      }
    },
  };
}
