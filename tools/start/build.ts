/** Builds the app when its sources changed since the build that is there. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { guardDisk, writeIfPossible } from '../disk';
import { Problem } from '../problem.mjs';
import { duration, liveLine, say } from '../terminal.mjs';
import { PackCache } from '../packs/cache';
import { siteKeys } from '../packs/signing';
import { writeHeadersFile } from '../serve/headers-file';
import { QUIET_VITE } from '../vite-quiet.mjs';

/** Everything that decides what a build contains, in the order in which it is hashed. */
const SOURCES = [
  'package-lock.json',
  'package.json',
  'src',
  'static',
  'svelte.config.js',
  'tsconfig.json',
  'vite.config.ts',
];
/** In the build folder, so that it goes when the build goes. Dot files are never served. */
const STAMP = '.sources-sha256';

/** `base` as in tools/base.mjs. */
export async function buildIfChanged(root: string, base = ''): Promise<void> {
  const keys = await siteKeys(new PackCache());
  const digest = await sourcesDigest(root, keys);
  const stamp = join(root, 'build', STAMP);
  const made = `${digest} ${base}`;
  if ((await readFile(stamp, 'utf8').catch(() => '')) === made) return;
  const began = Date.now();
  say('Building the app …');
  const line = liveLine();
  const clock = setInterval(() => line.show(`  ${duration(Date.now() - began)}`), 1000);
  try {
    // The same sources give the same version, so that building again offers nobody an update.
    await vite(root, {
      ...process.env,
      ...QUIET_VITE,
      HAVERSACK_BUILD: digest.slice(0, 12),
      HAVERSACK_BASE: base,
      HAVERSACK_SITE_KEYS: keys.join(',') || 'none',
    });
  } finally {
    clearInterval(clock);
    line.done();
  }
  await guardDisk(() => writeHeadersFile(join(root, 'build'), base));
  // Without its stamp the build is whole all the same.
  await writeIfPossible(() => writeFile(stamp, made), 'the app will be built again at the next start.');
  say(`  Built in ${duration(Date.now() - began)}.`);
}

/** `keys` are those that the build pins: a build for another key is another build. */
export async function sourcesDigest(root: string, keys: readonly string[] = []): Promise<string> {
  const hash = createHash('sha256');
  hash.update(`${keys.join(',')}\n`);
  for (const source of SOURCES) {
    for (const path of await filesUnder(root, source)) {
      const content = await readFile(join(root, path));
      hash.update(`${path} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex');
}

async function filesUnder(root: string, path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return null;
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  if (entries === null) return [path];
  const names = entries.map((entry) => entry.name).sort();
  return (await Promise.all(names.map((name) => filesUnder(root, `${path}/${name}`)))).flat();
}

function vite(root: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build'], {
    cwd: root,
    env,
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => (log += piece.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Problem(buildSentence(log)))));
  });
}

function buildSentence(log: string): string {
  if (/ENOSPC/.test(log)) return 'The disk is full: the app could not be built.';
  const lines = log.split('\n').filter((line) => line.trim() && !/^\s+at /.test(line));
  const first = Math.max(
    0,
    lines.findIndex((line) => /error/i.test(line)),
  );
  return `The app could not be built:\n${lines.slice(first, first + 12).join('\n')}\n`;
}
