/** Runs the rows that were asked for and reports them. Started by tools/bench/run.mjs. */
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { sentence } from '../../tools/problem.mjs';
import { say, warn } from '../../tools/terminal.mjs';
import { modelDigest } from '../fixtures/models';
import { conditions } from './conditions';
import { Lab } from './lab';
import { HELP, parseBenchOptions, type RowName } from './options';
import { table, writeReport, type Report, type RowReport } from './report';
import { meets, type RowResult } from './row';
import { compareEngines } from './rows/engines';
import { addedPerToken } from './rows/added';
import { cuts } from './rows/cuts';
import { downloads } from './rows/download';
import { badServers } from './rows/faults';
import { importing } from './rows/import';
import { mutations } from './rows/mutations';
import { diskUse } from './rows/disk';
import { longTasks } from './rows/tasks';
import { shellBytes } from './rows/shell';
import { warmStart } from './rows/warm';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const ROWS: Record<RowName, (lab: Lab) => Promise<RowResult>> = {
  decode: (lab) => compareEngines(lab, 'decode', 'gpu'),
  cpu: (lab) => compareEngines(lab, 'cpu', 'cpu'),
  added: addedPerToken,
  shell: shellBytes,
  tasks: longTasks,
  disk: diskUse,
  warm: warmStart,
  download: downloads,
  cuts,
  mutations,
  import: importing,
  faults: badServers,
};

async function measure(lab: Lab, row: RowName): Promise<RowReport> {
  const [before = NaN] = loadavg();
  const began = Date.now();
  say(`${row} …`);
  const end = () => ({
    load: [before, loadavg()[0] ?? NaN] as [number, number],
    seconds: (Date.now() - began) / 1000,
  });
  try {
    const result = await ROWS[row](lab);
    return { ...result, ...end() };
  } catch (thrown) {
    const failure = thrown instanceof Error ? thrown.message : String(thrown);
    return { row, figures: [], notes: [], raw: null, failure, ...end() };
  }
}

async function main(): Promise<void> {
  const options = parseBenchOptions(process.argv.slice(2));
  if (options.help) return say(HELP);
  const lab = new Lab(ROOT, options);
  try {
    const rows: RowReport[] = [];
    for (const row of options.rows) rows.push(await measure(lab, row));
    const usesLibrary = options.rows.some((row) => row === 'decode' || row === 'warm' || row === 'faults');
    const report: Report = {
      format: 1,
      conditions: await conditions(ROOT, {
        browser: lab.browser,
        library: usesLibrary ? await lab.libraryDigest() : null,
        model: modelDigest('smollm2'),
      }),
      rounds: options.rounds,
      rows,
    };
    const path = await writeReport(ROOT, report);
    say(`\n${table(report)}\n`);
    for (const { row, notes } of rows) for (const note of notes) say(`${row}: ${note}`);
    const { cpu, cores, browser, commit, changed } = report.conditions;
    say(
      `\n${cores} cores (${cpu}), Chromium ${browser}, commit ${commit} with ${changed} changed files, ${options.rounds} rounds.`,
    );
    say(`Written to ${path.slice(ROOT.length)}`);
    const failed = rows.some(({ failure }) => failure !== undefined);
    const missed = rows.flatMap(({ figures }) => figures).filter((figure) => meets(figure) === false);
    if (missed.length > 0) warn(`${missed.length} figures miss their target.`);
    if (failed) process.exitCode = 1;
  } finally {
    await lab.close();
  }
}

main().catch((thrown: unknown) => {
  warn(sentence(thrown));
  process.exitCode = 1;
});
