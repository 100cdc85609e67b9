/** URL path -> file of the build, by the rules of a static host. */
import { stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

export type AppFile = { path: string; size: number; modified: number };
export type Found = { kind: 'file'; file: AppFile } | { kind: 'redirect'; to: string } | { kind: 'none' };

/**
 * Decoded path segments, or null for what no static host should serve: dot segments and dot files, backslashes, NUL,
 * drive letters, empty segments and broken percent-encoding.
 */
function safeSegments(pathname: string): string[] | null {
  let decoded;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const segments = decoded.split('/').slice(1);
  const last = segments.at(-1) === '' ? segments.slice(0, -1) : segments;
  return last.every(isPlainName) ? last : null;
}

function isPlainName(part: string): boolean {
  if (part === '' || part.startsWith('.')) return false;
  return ![...part].some((letter) => letter === '\\' || letter === ':' || letter < ' ');
}

/** `/` and `/a/` are `index.html` in their folder; `/a` is a file, `a.html`, or a redirect to `/a/`. */
export async function findAppFile(build: string, pathname: string): Promise<Found> {
  const segments = safeSegments(pathname);
  if (segments === null) return { kind: 'none' };
  const path = join(build, ...segments);
  if (path !== build && !path.startsWith(build.endsWith(sep) ? build : build + sep)) return { kind: 'none' };
  if (pathname.endsWith('/')) return asFound(await fileAt(join(path, 'index.html')));
  const file = (await fileAt(path)) ?? (await fileAt(`${path}.html`));
  if (file) return asFound(file);
  const index = await fileAt(join(path, 'index.html'));
  return index ? { kind: 'redirect', to: `${pathname}/` } : { kind: 'none' };
}

function asFound(file: AppFile | null): Found {
  return file ? { kind: 'file', file } : { kind: 'none' };
}

export async function fileAt(path: string): Promise<AppFile | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? { path, size: found.size, modified: found.mtimeMs } : null;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null;
    throw thrown;
  }
}
