import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { changedSince, recentBase } from '../../../../tools/test/changed.mjs';
import { runAtMost, verifyLibraries, whyNot } from '../../../../tools/test/libs.mjs';

const silence = { write: () => undefined };
let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'haversack-libs-'));
  git('init', '--quiet', '--initial-branch', 'main');
  await put('tools/compile/setup.py', 'EMSCRIPTEN = "3.1.6"\n');
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

function git(...words: string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
}

/** A commit of everything, made so many days ago. */
function commit(daysAgo: number): string {
  const date = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  vi.stubEnv('GIT_COMMITTER_DATE', date);
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', 'a commit');
  vi.unstubAllEnvs();
  return git('rev-parse', 'HEAD');
}

/** A PATH in front of which stands an emcc of this version. */
async function emcc(version: string): Promise<NodeJS.ProcessEnv> {
  await put('bin/emcc', `#!/bin/sh\necho "emcc (Emscripten gcc/clang-like replacement) ${version} ()"\n`);
  await chmod(join(root, 'bin', 'emcc'), 0o755);
  return { ...process.env, PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}` };
}

describe('the commit to compare with', () => {
  it('is the newest that is older than a day, else the first', async () => {
    const first = commit(0.5);
    expect(recentBase(root)).toBe(first);
    await rm(join(root, '.git'), { recursive: true });
    git('init', '--quiet', '--initial-branch', 'main');
    commit(3);
    const second = commit(2);
    commit(0.5);
    expect(recentBase(root)).toBe(second);
  });

  it('is where a branch left the one of origin', async () => {
    commit(3);
    const left = commit(0.5);
    git('update-ref', 'refs/remotes/origin/HEAD', left);
    await put('tools/compile/new.py', '');
    commit(0);
    expect(recentBase(root)).toBe(left);
  });

  it('is none where there is no git', async () => {
    await rm(join(root, '.git'), { recursive: true });
    expect(recentBase(root)).toBeNull();
    expect(whyNot(root)).toContain('no git history');
  });
});

describe('whether the libraries are compiled again', () => {
  it('they are not where nothing of theirs changed, and that counts as nothing', async () => {
    commit(2);
    await put('src/app.ts', '');
    commit(0);
    expect(whyNot(root, await emcc('3.1.6'))).toContain('did not change lately');
    expect(await verifyLibraries(root, silence, false)).toEqual({
      ...{ passed: 0, failed: 0, skipped: 0 },
      failures: [],
    });
  });

  it.each([
    ['is committed', 'tools/compile/setup.py', true],
    ['is in the working tree', 'tools/compile/setup.py', false],
    ['is a new file', 'static/libs/new.json', false],
  ])('they are where a change %s', async (_, path, committed) => {
    const base = commit(2);
    expect(changedSince(root, base, ['tools/compile', 'static/libs'])).toBe(false);
    await put(path, 'EMSCRIPTEN = "3.1.6"\n# changed\n');
    if (committed) commit(0);
    expect(whyNot(root, await emcc('3.1.6'))).toBeNull();
  });

  it('they are not, and it is said why, where emscripten is missing or another one', async () => {
    commit(2);
    await put('static/libs/new.json', '');
    // Whatever this machine has, the shell finds ours first, and it says nothing of a version.
    expect(whyNot(root, await emcc('unknown'))).toBe('emscripten 3.1.6 is not on this machine');
    expect(whyNot(root, await emcc('4.0.1'))).toBe(
      'emscripten is 4.0.1 here, and the libraries are made with 3.1.6',
    );
  });

  it('they are where a person asks for it by name, and what fails then is one failure', async () => {
    await put(
      'tools/compile/setup.py',
      'import sys\nprint("building")\nsys.exit("libs: other bytes came out")\n',
    );
    const failed = await verifyLibraries(root, silence, true);
    expect(failed).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
    expect(failed.failures).toEqual([
      { name: 'tools/compile/setup.py verify', said: expect.stringContaining('libs: other bytes came out') },
    ]);
    await put('tools/compile/setup.py', '');
    expect(await verifyLibraries(root, silence, true)).toMatchObject({ passed: 1, failed: 0, failures: [] });
  });
});

describe('a program with a limit', () => {
  it('is ended with its children when its time is over', async () => {
    const late = join(root, 'late');
    expect(await runAtMost(root, 'sh', ['-c', `(sleep 2; touch ${late}) & wait`], 300, silence)).toBe(false);
    await new Promise((done) => setTimeout(done, 2500));
    expect(existsSync(late)).toBe(false);
  });

  it('that is not there counts as failed', async () => {
    expect(await runAtMost(root, 'no-such-program', [], 10_000, silence)).toBe(false);
  });
});
