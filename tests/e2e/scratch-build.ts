/** A build of the same sources in a folder of its own. */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { QUIET_VITE } from '../../tools/vite-quiet.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = [
  'package.json',
  'src',
  'static',
  'svelte.config.js',
  'tools',
  'tsconfig.json',
  'vite.config.ts',
];

export type ScratchBuild = { build: string; remove(): Promise<void> };

export async function buildElsewhere(env: Record<string, string>): Promise<ScratchBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'haversack-build-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    for (const path of SOURCES) await cp(join(ROOT, path), join(folder, path), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const { status, stderr } = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
      cwd: folder,
      env: { ...process.env, ...QUIET_VITE, ...env },
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    return { build: join(folder, 'build'), remove };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}
