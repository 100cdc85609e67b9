import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installDependencies, isInstalled } from '../../../tools/install.mjs';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'haversack-install-'));
  await mkdir(join(root, 'node_modules'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

type Entry = { version: string; integrity: string; optional?: boolean };
const lock = (packages: Record<string, Entry>) =>
  writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
const installed = (packages: Record<string, Entry>) =>
  writeFile(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));

const one = { version: '1.0.0', integrity: 'sha512-a' };

describe('isInstalled', () => {
  it('is true where npm installed what the lockfile names', async () => {
    await lock({ 'node_modules/one': one });
    await installed({ 'node_modules/one': one });
    expect(isInstalled(root)).toBe(true);
  });
  it('is true where only optional packages of other platforms are absent', async () => {
    await lock({ 'node_modules/one': one, 'node_modules/darwin': { ...one, optional: true } });
    await installed({ 'node_modules/one': one });
    expect(isInstalled(root)).toBe(true);
  });
  it.each([
    ['nothing is installed', null],
    ['a package is absent', {}],
    ['a package has another version', { 'node_modules/one': { ...one, version: '1.0.1' } }],
    ['a package has another digest', { 'node_modules/one': { ...one, integrity: 'sha512-b' } }],
  ])('is false where %s', async (_, packages) => {
    await lock({ 'node_modules/one': one });
    if (packages) await installed(packages);
    expect(isInstalled(root)).toBe(false);
  });
});

describe('installDependencies', () => {
  it.runIf(process.platform !== 'win32')(
    'puts the old folder back where npm fails, and says why',
    async () => {
      await lock({ 'node_modules/one': one });
      await writeFile(join(root, 'node_modules', 'kept.txt'), 'still here');
      const npm = join(root, 'npm');
      await writeFile(
        npm,
        '#!/bin/sh\nmkdir -p node_modules/half\necho "npm error code EAI_AGAIN" >&2\nexit 1\n',
      );
      await chmod(npm, 0o755);
      vi.stubEnv('PATH', `${root}:/bin:/usr/bin`);
      vi.spyOn(console, 'log').mockImplementation(() => undefined);
      await expect(installDependencies(root)).rejects.toThrow('npm could not reach its registry');
      expect(await readFile(join(root, 'node_modules', 'kept.txt'), 'utf8')).toBe('still here');
    },
  );
});
