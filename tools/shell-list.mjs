/** The list of files that the service worker keeps, with their digests, and the list's digest in the worker itself. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

const LIST = 'shell-files.json';
const WORKER = 'service-worker.js';
/** Stands in src/service-worker/index.ts where the digest belongs. */
const PLACEHOLDER = '__SHELL_LIST_SHA256__';

/**
 * Compiled libraries travel with packs, in the verified store: the shell does not keep a second copy. What they fit is
 * kept, so that a tune from a USB stick finds the library of an installed model without a network.
 */
const isOfTheShell = (/** @type {string} */ path) =>
  path !== LIST &&
  path !== WORKER &&
  !/^libs\/.*\.gz$/.test(path) &&
  !/(?:^|\/)[._]headers$|(?:^|\/)\./.test(path);

/** `base` as in tools/base.mjs. @param {string} build @param {string} base */
export async function writeShellList(build, base) {
  const entries = await readdir(build, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(build.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter(isOfTheShell)
    .sort();
  /** @type {[string, string][]} */
  const files = [];
  for (const path of paths) {
    const digest = createHash('sha256')
      .update(await readFile(join(build, path)))
      .digest('hex');
    // A page is asked for by its folder.
    files.push([`${base}/${path.replace(/(?<=^|\/)index\.html$/, '')}`, digest]);
  }
  const list = `${JSON.stringify(Object.fromEntries(files), null, 1)}\n`;
  await writeFile(join(build, LIST), list);
  const worker = await readFile(join(build, WORKER), 'utf8');
  if (!worker.includes(PLACEHOLDER))
    throw new Error('The service worker has no place for the digest of its list.');
  await writeFile(
    join(build, WORKER),
    worker.replaceAll(PLACEHOLDER, createHash('sha256').update(list).digest('hex')),
  );
}
