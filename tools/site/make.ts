/** The app and its packs as one folder of files, and the nginx configuration beside it. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { guardDisk, makeFolder } from '../disk';
import { bringModels } from '../mirror/bring';
import { parseMirrorOptions } from '../mirror/options';
import { Problem } from '../problem.mjs';
import { isMissing, PackCache } from '../packs/cache';
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
export async function makeSite(
  root: string,
  { folder, base, mirror }: SiteOptions,
  signal: AbortSignal,
): Promise<string> {
  const target = resolve(folder);
  const build = join(root, 'build');
  if (`${target}/`.startsWith(`${build}/`) || build.startsWith(`${target}/`))
    throw new Problem(`${folder} is where the app is built: name another folder.`);
  await makeFolder(target);
  await buildIfChanged(root, base);
  for (const starter of STARTERS)
    if (mirror.includes(starter.name)) await fetchStarter(new PackCache(), starter);
  await guardDisk(async () => {
    await clear(target);
    await cp(build, target, { recursive: true, filter: (path) => !isOwn(path) });
    // GitHub Pages would otherwise leave out every folder whose name begins with an underscore.
    await writeFile(join(target, '.nojekyll'), '');
  });
  const packs = join(target, PACKS);
  await guardDisk(() => copyLibraries(join(root, 'static', 'libs'), join(packs, 'blobs')));
  await guardDisk(() => emptyIndex(packs));
  const config = `${target}.nginx.conf`;
  await guardDisk(() => writeFile(config, nginxConfig(target, base)));
  if (mirror.length > 0) await bring(packs, mirror, signal);
  return config;
}

/**
 * Files of an older build would be served for ever. What the build did not make stays: a domain's name, a history of git.
 */
export async function clear(folder: string): Promise<void> {
  const names = await readdir(folder);
  const older = await readFile(join(folder, 'shell-files.json'), 'utf8').catch((thrown: unknown) => {
    if (isMissing(thrown)) return null;
    throw thrown;
  });
  if (older === null) {
    if (names.every((name) => name === PACKS || name.startsWith('.'))) return;
    throw new Problem(`${folder} holds something else: name an empty folder.`);
  }
  await rm(join(folder, '_app'), { recursive: true, force: true });
  for (const path of listedFiles(older)) await rm(join(folder, path), { force: true });
}

/** Paths of the app's own files, as the build before listed them; none that would lead out of the folder. */
function listedFiles(list: string): string[] {
  try {
    const paths = Object.keys(JSON.parse(list) as object);
    return paths.filter((path) => path.startsWith('/') && !path.split('/').includes('..'));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return []; // cut short: what has a hash in its name lies in _app
    throw thrown;
  }
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

async function bring(folder: string, words: string[], signal: AbortSignal): Promise<void> {
  try {
    await bringModels(folder, parseMirrorOptions(words), signal);
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    const rest = 'The folder has the app, and the models that came before this one.';
    throw new Problem(`${thrown.message}\n${rest}`, thrown);
  }
}
