import { type AppError, fail, toAppError } from '../../domain/errors';
import { ABOUT, FILES, MANIFEST } from '../archive/names';
import { holdsPack } from '../archive/scan-tar';
import { isAppErrorWith } from '../form/refused';
import { fileSource } from './file-source';
import { folderOf, nameOf, type Picked } from './picked';
import { claimsToBeModel, HEAD_BYTES, whatElse } from './what-else';

/** Something among the chosen files that a pack can be made of. `folder` ends with `/`, or is '' for the top. */
export type Recognised =
  | { kind: 'archive'; picked: Picked }
  | { kind: 'gguf'; picked: Picked }
  | { kind: 'mlc'; folder: string; files: Picked[] }
  | { kind: 'unpacked'; folder: string; files: Picked[] }
  | { kind: 'mirror'; folder: string; index: Picked; blobs: ReadonlyMap<string, Picked> };

/** A file that should be a model by its name and is none, and why. */
export type NotAModel = { file: string; error: AppError };

const BLOB = /(?:^|\/)blobs\/([0-9a-f]{64})$/;
/** web-llm's name of an MLC folder's index, now and before. */
const INDEX = /^(?:tensor-cache|ndarray-cache)\.json$/;
/** A browser reads files in another process: many at a time take a tenth of one after another. */
const AT_ONCE = 64;

/**
 * What the chosen files are: by content for a file alone, whatever its name; folders by the files that make them one.
 * Reads one block of each file, and yields how many it has read where there are many. A file that cannot be read hides no other. Throws
 * where there is nothing of use, with what tells most: `archive/` or `gguf/not-gguf`.
 */
export async function* recognise(
  files: readonly Picked[],
  signal: AbortSignal,
): AsyncGenerator<number, { found: Recognised[]; others: NotAModel[] }, void> {
  const packed = unpacked(files);
  const within = new Set(packed.flatMap(filesOf));
  const loose = files.filter((picked) => !within.has(picked));
  const folders = [...packed, ...mirrors(loose), ...mlcFolders(loose)];
  const taken = new Set(folders.flatMap((found) => filesOf(found)));
  const left = files.filter((picked) => !taken.has(picked));
  const found: Recognised[] = [...folders];
  const nothing: { picked: Picked; error: AppError }[] = [];
  for (let at = 0; at < left.length; at += AT_ONCE) {
    signal.throwIfAborted();
    const some = left.slice(at, at + AT_ONCE);
    for (const [index, kind] of (await Promise.all(some.map(kindOf))).entries()) {
      const picked = some[index];
      if (!picked) continue;
      if (typeof kind === 'string') found.push({ kind, picked });
      else nothing.push({ picked, error: kind });
    }
    if (at + AT_ONCE < left.length) yield at + some.length;
  }
  const others = nothing.flatMap(({ picked, error }): NotAModel[] => {
    const file = nameOf(picked.path);
    return claimsToBeModel(file) ? [{ file, error }] : [];
  });
  if (found.length === 0 && others.length < 2) throw mostTelling(nothing.map(({ error }) => error));
  return { found, others };
}

async function kindOf({ path, file }: Picked): Promise<'archive' | 'gguf' | AppError> {
  const name = nameOf(path);
  try {
    const source = fileSource(file, name);
    const head = await source.read(0, Math.min(HEAD_BYTES, file.size));
    if (new TextDecoder('latin1').decode(head.subarray(0, 4)) === 'GGUF') return 'gguf';
    return (await holdsPack(source, head)) ? 'archive' : whatElse(name, head, file.size);
  } catch (thrown) {
    if (!isAppErrorWith(thrown, 'archive/choose-again')) throw thrown;
    return toAppError(thrown);
  }
}

const TELLING = ['archive/choose-again', 'archive/other-format', 'archive/compressed', 'archive/stand-in'];

function mostTelling(errors: readonly AppError[]): AppError {
  for (const code of TELLING) {
    const error = errors.find((each) => each.code === code);
    if (error) return error;
  }
  return errors[0] ?? fail('archive/unknown-kind', { file: '' });
}

/** What unpacking one of our archives makes: its two papers, and a folder of files. */
function unpacked(files: readonly Picked[]): Recognised[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.flatMap(({ path }): Recognised[] => {
    const folder = folderOf(path);
    if (nameOf(path) !== ABOUT || !paths.has(folder + MANIFEST)) return [];
    const own = files.filter((picked) => {
      const inside = picked.path.startsWith(folder) ? picked.path.slice(folder.length) : '';
      return inside === ABOUT || inside === MANIFEST || inside.startsWith(FILES);
    });
    return own.length > 2 ? [{ kind: 'unpacked', folder, files: own }] : [];
  });
}

/** `index.json` with `blobs/` beside it: what `npm run mirror` fills, and a site's own folder of packs. */
function mirrors(files: readonly Picked[]): Recognised[] {
  return files.flatMap((index): Recognised[] => {
    if (nameOf(index.path) !== 'index.json') return [];
    const folder = folderOf(index.path);
    const blobs = new Map<string, Picked>();
    for (const picked of files) {
      const digest = BLOB.exec(picked.path)?.[1];
      if (digest && picked.path === `${folder}blobs/${digest}`) blobs.set(digest, picked);
    }
    return blobs.size > 0 ? [{ kind: 'mirror', folder, index, blobs }] : [];
  });
}

function mlcFolders(files: readonly Picked[]): Recognised[] {
  return files.flatMap((index): Recognised[] => {
    const folder = folderOf(index.path);
    if (!INDEX.test(nameOf(index.path))) return [];
    if (!files.some(({ path }) => path === `${folder}mlc-chat-config.json`)) return [];
    // Some folders have the index under both of its names.
    const both = nameOf(index.path) === 'ndarray-cache.json';
    if (both && files.some(({ path }) => path === `${folder}tensor-cache.json`)) return [];
    const inside = files.filter(({ path, file }) => path.startsWith(folder) && file.size > 0);
    return [{ kind: 'mlc', folder, files: inside }];
  });
}

function filesOf(found: Recognised): Picked[] {
  if (found.kind === 'mlc' || found.kind === 'unpacked') return found.files;
  return found.kind === 'mirror' ? [found.index, ...found.blobs.values()] : [found.picked];
}

/** What a person knows it by. */
export function recognisedName(found: Recognised, files: readonly Picked[]): string {
  if ('picked' in found) return nameOf(found.picked.path);
  return nameOf(found.folder.slice(0, -1)) || nameOf(files[0]?.path ?? '');
}
