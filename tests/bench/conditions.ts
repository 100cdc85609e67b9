import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { promisify } from 'node:util';

/** Under what a report was measured: without this its figures say nothing. */
export type Conditions = {
  /** ISO time. */
  at: string;
  commit: string;
  /** Files that differ from the commit. */
  changed: number;
  cpu: string;
  cores: number;
  node: string;
  browser: string;
  /** SHA-256 of the compiled library that both sides ran, where one was needed. */
  library: string | null;
  model: string | null;
};

export async function conditions(
  root: string,
  found: Pick<Conditions, 'browser' | 'library' | 'model'>,
): Promise<Conditions> {
  return {
    at: new Date().toISOString(),
    commit: (await git(root, 'rev-parse', '--short=12', 'HEAD')).trim(),
    changed: (await git(root, 'status', '--porcelain')).split('\n').filter(Boolean).length,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    node: process.version,
    ...found,
  };
}

async function git(root: string, ...words: string[]): Promise<string> {
  try {
    return (await promisify(execFile)('git', words, { cwd: root })).stdout;
  } catch {
    return 'unknown'; // a copy without its history can be measured as well
  }
}
