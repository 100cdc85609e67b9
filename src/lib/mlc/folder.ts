import type { FolderFile } from '../domain/inspect';
import type { ShardRole } from '../domain/pack';
import { readChatConfig } from './chat-config';
import { readLibrary } from './library';
import { invalid, MLC_LIMITS } from './limits';
import { mlcModel, type MlcModel } from './model';
import { readTensorCache } from './tensor-cache';
import { readTokenizer } from './tokenizer';

type SmallRole = 'config' | 'index' | 'tokenizer' | 'library';
export type SmallFiles<F> = Record<SmallRole, F>;
export type NamedFile = { path: string; bytes: number };

const CONFIG = 'mlc-chat-config.json';
/** The second is what older folders have. */
const INDEXES = ['tensor-cache.json', 'ndarray-cache.json'];
const LIMIT_OF: SmallFiles<number> = {
  config: MLC_LIMITS.configBytes,
  index: MLC_LIMITS.indexBytes,
  tokenizer: MLC_LIMITS.tokenizerBytes,
  library: MLC_LIMITS.libraryBytes,
};
const MOST_FILES = 10_000;

/** Which file of a folder is what. `library` is one that comes from elsewhere. Throws `mlc/invalid`. */
export function smallFiles<F extends NamedFile>(files: readonly F[], library?: F): SmallFiles<F> {
  if (files.length > MOST_FILES) return invalid('', 'too-many-files', { has: files.length });
  const config = nearest(files, (name) => name === CONFIG) ?? invalid(CONFIG, 'missing');
  const beside = (...names: string[]) => {
    const paths = names.map((name) => inFolderOf(config.path, name));
    return files.find(({ path }) => paths.includes(path)) ?? invalid(names[0]!, 'missing');
  };
  const found = library ?? nearest(files, (name) => /\.wasm(?:\.gz)?$/i.test(name));
  const small = {
    config,
    index: beside(...INDEXES),
    tokenizer: beside('tokenizer.json'),
    library: found ?? invalid('', 'no-library'),
  };
  for (const role of Object.keys(small) as SmallRole[]) {
    const { path, bytes } = small[role];
    if (bytes > LIMIT_OF[role]) invalid(path, 'too-large', { bytes, limit: LIMIT_OF[role] });
  }
  return small;
}

/** The model that the small files describe, all of them checked. Throws `mlc/invalid`. */
export async function readMlc(
  small: SmallFiles<{ path: string; bytes: Uint8Array<ArrayBuffer> }>,
): Promise<MlcModel> {
  const { config, index, tokenizer, library } = small;
  return mlcModel(
    {
      config: readChatConfig(config.bytes, config.path),
      cache: readTensorCache(index.bytes, index.path),
      tokenizer: readTokenizer(tokenizer.bytes, tokenizer.path),
      library: await readLibrary(library.bytes, library.path),
    },
    { config: config.path, index: index.path, tokenizer: tokenizer.path, library: library.path },
  );
}

/** The files with the weights, in the order of the index, each as long as it says. Throws `mlc/invalid`. */
export function weightFiles<F extends NamedFile>(
  { cache }: MlcModel,
  indexPath: string,
  files: readonly F[],
): F[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return cache.shards.map(({ dataPath, nbytes }) => {
    const file = byPath.get(inFolderOf(indexPath, dataPath)) ?? invalid(dataPath, 'missing');
    return file.bytes === nbytes
      ? file
      : invalid(dataPath, 'shard-bytes', { has: file.bytes, wants: nbytes });
  });
}

/** Reads the small files of a folder, and says which of all belong to the model. */
export async function inspectFolder(
  files: readonly FolderFile[],
  library: FolderFile | undefined,
  signal: AbortSignal,
): Promise<{ model: MlcModel; roles: { path: string; role: ShardRole }[] }> {
  const small = smallFiles(files, library);
  const read = async ({ path, open }: FolderFile) => {
    signal.throwIfAborted();
    const source = await open();
    try {
      return { path, bytes: (await source.read(0, source.size)).slice() };
    } finally {
      source.close();
    }
  };
  const model = await readMlc({
    config: await read(small.config),
    index: await read(small.index),
    tokenizer: await read(small.tokenizer),
    library: await read(small.library),
  });
  const weights = weightFiles(model, small.index.path, files);
  const roles = (Object.keys(small) as SmallRole[]).map((role) => ({ path: small[role].path, role }));
  const licences = files.filter((file) => isLicence(file, inFolderOf(small.config.path, '')));
  const as = (role: ShardRole) => (file: FolderFile) => ({ path: file.path, role });
  return { model, roles: [...weights.map(as('weights')), ...roles, ...licences.map(as('licence'))] };
}

/** The words that must go with a model, as publishers name them. */
function isLicence({ path, bytes }: NamedFile, folder: string): boolean {
  const name = path.startsWith(folder) ? path.slice(folder.length) : '';
  const named = /^(?:licen[cs]e|notice|copying|use_policy)(?:[._-][\w.-]*)?$/i.test(name);
  return named && bytes > 0 && bytes <= MLC_LIMITS.licenceBytes;
}

/** The one with the shortest path. */
function nearest<F extends NamedFile>(files: readonly F[], wanted: (name: string) => boolean): F | undefined {
  const depth = ({ path }: F) => path.split('/').length;
  return files
    .filter(({ path }) => wanted(path.slice(path.lastIndexOf('/') + 1)))
    .sort((a, b) => depth(a) - depth(b))[0];
}

function inFolderOf(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + name;
}
