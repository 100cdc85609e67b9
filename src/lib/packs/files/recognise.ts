import { fail } from '../../domain/errors';
import { looksLikeArchive } from '../archive/read-archive';
import { fileSource } from './file-source';
import { folderOf, nameOf, type Picked } from './picked';

/** Something among the chosen files that a pack can be made of. `folder` ends with `/`, or is '' for the top. */
export type Recognised =
  | { kind: 'archive'; picked: Picked }
  | { kind: 'gguf'; picked: Picked }
  | { kind: 'mlc'; folder: string; files: Picked[] }
  | { kind: 'mirror'; folder: string; index: Picked; blobs: ReadonlyMap<string, Picked> };

const BLOB = /(?:^|\/)blobs\/([0-9a-f]{64})$/;
/** web-llm's name of an MLC folder's index, now and before. */
const INDEX = /^(?:tensor-cache|ndarray-cache)\.json$/;

/**
 * What the chosen files are: by content for a file alone, whatever its name; folders by the files that make them one.
 * Reads four bytes or one block of a file. Throws `archive/unknown-kind` where there is nothing of use.
 */
export async function recognise(files: readonly Picked[]): Promise<Recognised[]> {
  const folders = [...mirrors(files), ...mlcFolders(files)];
  const taken = new Set(folders.flatMap((found) => filesOf(found)));
  const found: Recognised[] = [...folders];
  for (const picked of files) {
    if (taken.has(picked)) continue;
    const kind = await kindOf(picked);
    if (kind) found.push({ kind, picked });
  }
  const [first] = files;
  return found.length > 0 ? found : fail('archive/unknown-kind', { file: first ? nameOf(first.path) : '' });
}

async function kindOf({ path, file }: Picked): Promise<'archive' | 'gguf' | undefined> {
  const source = fileSource(file, nameOf(path));
  if (file.size < 4) return undefined;
  if (new TextDecoder('latin1').decode(await source.read(0, 4)) === 'GGUF') return 'gguf';
  return (await looksLikeArchive(source)) ? 'archive' : undefined;
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
    return [{ kind: 'mlc', folder, files: files.filter(({ path }) => path.startsWith(folder)) }];
  });
}

function filesOf(found: Recognised): Picked[] {
  if (found.kind === 'mlc') return found.files;
  return found.kind === 'mirror' ? [found.index, ...found.blobs.values()] : [found.picked];
}

/** What a person knows it by. */
export function recognisedName(found: Recognised, files: readonly Picked[]): string {
  if ('picked' in found) return nameOf(found.picked.path);
  return nameOf(found.folder.slice(0, -1)) || nameOf(files[0]?.path ?? '');
}
