import { fail } from '../../domain/errors';
import { asLine } from '../form/shape';

/** A file that a person chose or dropped. `path` as their folder has it, with `/`; for a file alone its name. */
export type Picked = { path: string; file: File };

/** Whoever chooses a whole disk has mistaken the folder; a model in MLC form has some 200 files. */
const MOST_FILES = 20_000;

/** What a page hands over -> files; throws `archive/limits` for far too many, `archive/unknown-kind` for none. */
export function checkPicked(files: readonly Picked[]): Picked[] {
  if (files.length > MOST_FILES) return fail('archive/limits', { what: `${files.length} files` });
  const read = files.flatMap(({ path, file }) =>
    typeof path === 'string' && file instanceof File
      ? [{ path: asLine(path.slice(0, 4000).replace(/^\/+/, '')), file }]
      : [],
  );
  return read.length > 0 ? read : fail('archive/unknown-kind', { file: files[0]?.path.slice(0, 200) ?? '' });
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
