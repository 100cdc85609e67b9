/** What the build promises: anyone who has the sources can make the same files, byte by byte. */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { QUIET_VITE } from '../../tools/vite-quiet.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = [
  'package.json',
  'src',
  'static',
  'svelte.config.js',
  'tools',
  'tsconfig.json',
  'vite.config.ts',
];

test('U3: the same sources in another folder give the same build, digest by digest', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'haversack-build-'));
  try {
    for (const path of SOURCES) await cp(join(ROOT, path), join(folder, path), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const { version } = JSON.parse(await readFile(join(ROOT, 'build/_app/version.json'), 'utf8')) as {
      version: string;
    };
    const { status, stderr } = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
      cwd: folder,
      env: { ...process.env, ...QUIET_VITE, HAVERSACK_BUILD: version },
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const list = (root: string) => readFile(join(root, 'build/shell-files.json'), 'utf8');
    expect(JSON.parse(await list(folder))).toEqual(JSON.parse(await list(ROOT)));
    // The worker names the list's digest: where the lists agree, so must the workers.
    expect(await readFile(join(folder, 'build/service-worker.js'), 'utf8')).toBe(
      await readFile(join(ROOT, 'build/service-worker.js'), 'utf8'),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
