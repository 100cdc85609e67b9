import { fail } from '../../domain/errors';
import { ABOUT, ARCHIVE_LIMITS } from './names';
import type { TarEntry } from './tar-read';

/** What systems and tar programs leave beside the files of a person. */
const LEFT_BY_SYSTEMS = /(?:^|\/)(?:\._[^/]+|\.DS_Store|Thumbs\.db|desktop\.ini)$/;

/**
 * The plain files of an archive by their paths within the pack. Ours lie at the top; whoever unpacked one and packed it
 * again has them below a folder, which is where `haversack.json` is. Names are compared as Unicode composes them: some
 * file systems take them apart. Throws `archive/limits` for a path that leads out or a file that comes twice,
 * `archive/extra` for a second pack and for what lies outside, `archive/damaged` where there are no papers of ours.
 */
export function insideOf(entries: readonly TarEntry[]): Map<string, TarEntry> {
  const files = new Map<string, TarEntry>();
  for (const entry of entries) {
    const path = plain(entry.path);
    if (entry.folder) continue;
    if (files.has(path)) return fail('archive/limits', { what: `${path.slice(0, 200)}: twice` });
    files.set(path, entry);
  }
  const top = topOf([...files.keys()]);
  const inside = new Map<string, TarEntry>();
  for (const [path, entry] of files) {
    if (path.startsWith(top)) inside.set(path.slice(top.length), entry);
    else if (!isLeftBySystem(path, entry)) return fail('archive/extra', { what: path.slice(0, 200) });
  }
  return inside;
}

/** What may lie among the files of a pack although nobody has put it there. */
export function isLeftBySystem(path: string, { bytes }: TarEntry): boolean {
  return LEFT_BY_SYSTEMS.test(path) && bytes <= ARCHIVE_LIMITS.left;
}

/** Tar programs write `./` before what lies at the top, and a slash after a folder. */
function plain(given: string): string {
  const path = given.replace(/^(?:\.\/)+/, '').replace(/\/$/, '');
  const parts = path.split('/');
  if (/[\\\0]/.test(path) || parts.includes('..') || (path !== '' && parts.includes('')))
    return fail('archive/limits', { what: `${given.slice(0, 200)}: path` });
  return path.normalize('NFC');
}

/** The folder of the papers, `''` or with its last slash. A file of a pack may bear their name, deeper down. */
function topOf(paths: readonly string[]): string {
  const depth = (path: string) => path.split('/').length;
  const [first, second] = paths
    .filter((path) => path === ABOUT || path.endsWith(`/${ABOUT}`))
    .sort((a, b) => depth(a) - depth(b));
  if (first === undefined) return fail('archive/damaged', { what: ABOUT });
  if (second !== undefined && depth(second) === depth(first))
    return fail('archive/extra', { what: second.slice(0, 200) });
  return first.slice(0, -ABOUT.length);
}
