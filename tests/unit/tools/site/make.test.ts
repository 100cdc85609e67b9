import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clear, copyLibraries, makeSite } from '../../../../tools/site/make';

const LIBRARIES = fileURLToPath(new URL('../../../../static/libs', import.meta.url));

it('a folder of the site has every compiled library under its digest, for models that people bring', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'haversack-libraries-'));
  try {
    await copyLibraries(LIBRARIES, folder);
    const names = await readdir(folder);
    expect(names).toHaveLength((await readdir(LIBRARIES)).filter((name) => name.endsWith('.gz')).length);
    for (const name of names) {
      const digest = createHash('sha256')
        .update(await readFile(join(folder, name)))
        .digest('hex');
      expect(digest).toBe(name);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

describe('the folder of npm run site', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haversack-site-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const make = (target: string) =>
    makeSite(folder, { folder: target, base: '', mirror: [] }, new AbortController().signal);

  it('loses the files of the build before, and keeps what the build did not make', async () => {
    for (const name of ['_app', '.git', 'packs', 'about']) await mkdir(join(folder, name));
    const outside = `${folder}.txt`;
    const files = ['_app/old.js', '.git/HEAD', 'CNAME', 'packs/index.json', 'about/index.html', 'gone.html'];
    for (const name of files) await writeFile(join(folder, name), name);
    await writeFile(outside, 'not ours');
    const listed = { '/about/index.html': '', '/gone.html': '', [`/../${basename(outside)}`]: '' };
    await writeFile(join(folder, 'shell-files.json'), JSON.stringify(listed));
    await clear(folder);
    expect((await readdir(folder)).sort()).toEqual(['.git', 'CNAME', 'about', 'packs', 'shell-files.json']);
    expect(await readFile(join(folder, '.git', 'HEAD'), 'utf8')).toBe('.git/HEAD');
    expect(await readFile(outside, 'utf8')).toBe('not ours');
    await rm(outside);
  });

  it('may be a fresh checkout of git, and not one with something else in it', async () => {
    await mkdir(join(folder, '.git'));
    await clear(folder);
    await writeFile(join(folder, 'letter.txt'), 'mine');
    await expect(clear(folder)).rejects.toThrow(/holds something else/);
  });

  it('is refused in words where a file has its name, and where it is the folder of the build, or lies in it', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(make(join(folder, 'file'))).rejects.toThrow(/is no folder: name another/);
    for (const target of [folder, join(folder, 'build'), join(folder, 'build', 'dist')])
      await expect(make(target)).rejects.toThrow(/is where the app is built/);
  });
});
