/** The app and its packs as one folder of files, and the nginx configuration beside it. */
import { spawn } from 'node:child_process';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { guardDisk } from '../disk';
import { Problem } from '../problem.mjs';
import { PackCache } from '../packs/cache';
import { libraryFiles } from '../packs/libraries';
import { fetchStarter } from '../packs/fetch';
import { FOLDER_DAYS, signedIndex } from '../packs/signed-index';
import { STARTERS } from '../packs/starters';
import { nginxConfig } from '../serve/nginx';
import { buildIfChanged } from '../start/build';
import type { SiteOptions } from './options';

/** What a build leaves for itself; hosts serve dot files to nobody. */
const isOwn = (path: string) => basename(path).startsWith('.');
const PACKS = 'packs';

/** Returns the path of the nginx configuration. What the folder held of packs is kept, the app in it is replaced. */
export async function makeSite(root: string, { folder, base, mirror }: SiteOptions): Promise<string> {
  const target = resolve(folder);
  const build = join(root, 'build');
  if (target === build || build.startsWith(`${target}/`))
    throw new Problem(`${folder} is where the app is built: name another folder.`);
  await buildIfChanged(root, base);
  for (const starter of STARTERS)
    if (mirror.includes(starter.name)) await fetchStarter(new PackCache(), starter);
  await guardDisk(async () => {
    await clear(target);
    await cp(build, target, { recursive: true, filter: (path) => !isOwn(path) });
    // GitHub Pages would otherwise leave out every folder whose name begins with an underscore.
    await writeFile(join(target, '.nojekyll'), '');
  });
  await guardDisk(() => copyLibraries(join(root, 'static', 'libs'), join(target, PACKS, 'blobs')));
  if (mirror.length > 0) await fillMirror(root, join(target, PACKS), mirror);
  else await guardDisk(() => emptyIndex(join(target, PACKS)));
  const config = `${target}.nginx.conf`;
  await guardDisk(() => writeFile(config, nginxConfig(target, base)));
  return config;
}

/** Files of an older build would be served for ever. Packs are large, and have digests. */
async function clear(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  if (names.length > 0 && !names.includes('shell-files.json') && !names.every((name) => name === PACKS))
    throw new Problem(`${folder} holds something else: name an empty folder.`);
  for (const name of names) if (name !== PACKS) await rm(join(folder, name), { recursive: true });
}

/** A model that a person brings finds the library that it fits where every file is: under its digest. */
export async function copyLibraries(from: string, blobs: string): Promise<void> {
  await mkdir(blobs, { recursive: true });
  for (const { path, sha256 } of await libraryFiles(from)) await cp(path, join(blobs, sha256));
}

/** A site without packs says so, instead of answering that it has no list. */
async function emptyIndex(folder: string): Promise<void> {
  if (!(await readdir(folder)).includes('index.json'))
    await writeFile(
      join(folder, 'index.json'),
      await signedIndex(new PackCache(), { packs: [] }, { days: FOLDER_DAYS }),
    );
}

function fillMirror(root: string, folder: string, words: string[]): Promise<void> {
  const command = ['--import', 'tsx', join(root, 'tools', 'mirror.ts'), ...words, '--to', folder];
  const child = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) =>
      code === 0
        ? done()
        : failed(new Problem('The models could not be brought: the folder has the app alone.')),
    );
  });
}
