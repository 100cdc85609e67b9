import { fail } from '../../domain/errors';
import { foldedPath } from '../form/plain-path';
import type { HubFile, HubRepo } from './answer';

/** What of a repository is to be installed. */
export type Choice =
  | { kind: 'gguf'; file: HubFile }
  | { kind: 'mlc' }
  /** Several models: a person must choose. */
  | { kind: 'several'; files: { path: string; bytes: number }[] };

const SPLIT = /-\d{5}-of-\d{5}\.gguf$/i;
/** The part of a vision model that turns pictures into tokens: no model by itself. */
const PROJECTOR = /(?:^|[/._-])mmproj[._-]/i;
const WEIGHTS = /\.gguf$/i;
const TAG = /^[a-z0-9][a-z0-9_]{1,30}$/i;

/**
 * `path`: the file that was asked for, or a tag that ends its name. Throws `source/not-found` where it is not there,
 * `source/no-model` where nothing in the repository can be run, or `gguf/split` for a model in several files.
 */
export function chooseFiles({ id, files }: HubRepo, path: string | undefined): Choice {
  if (path !== undefined) {
    const file = files.find((each) => each.path === path);
    if (!file) return tagged({ id, files }, path);
    if (SPLIT.test(path)) return fail('gguf/split', { file: path });
    if (!WEIGHTS.test(path)) return fail('gguf/not-gguf', { file: path });
    return { kind: 'gguf', file };
  }
  if (isMlcFolder(files)) return { kind: 'mlc' };
  return oneOf(id, modelsOf(files));
}

/** What is behind the colon of `owner/name:Q4_K_M`: how the weights are rounded, as it stands at the end of a file's name. */
function tagged({ id, files }: Pick<HubRepo, 'id' | 'files'>, tag: string): Choice {
  const what = `${id}: ${tag}`.slice(0, 200);
  if (!TAG.test(tag)) return fail('source/not-found', { what });
  const end = new RegExp(`(?:^|[/._-])${tag}(?:-\\d{5}-of-\\d{5})?\\.gguf$`, 'i');
  const models = modelsOf(files).filter((file) => end.test(file.path));
  return models.length > 0 ? oneOf(id, models) : fail('source/not-found', { what });
}

function modelsOf(files: readonly HubFile[]): HubFile[] {
  return files.filter((file) => WEIGHTS.test(file.path) && !PROJECTOR.test(file.path));
}

function oneOf(id: string, models: readonly HubFile[]): Choice {
  const whole = models.filter((file) => !SPLIT.test(file.path));
  const [only, second] = whole;
  if (only && !second) return { kind: 'gguf', file: only };
  if (only) {
    const listed = whole.map(({ path: name, bytes }) => ({ path: name, bytes }));
    return { kind: 'several', files: listed.sort((a, b) => a.bytes - b.bytes) };
  }
  const [part] = models;
  if (part) return fail('gguf/split', { file: part.path });
  return fail('source/no-model', { what: id.slice(0, 200) });
}

function isMlcFolder(files: readonly HubFile[]): boolean {
  const has = (name: string) => files.some(({ path }) => path === name);
  return has('mlc-chat-config.json') && (has('tensor-cache.json') || has('ndarray-cache.json'));
}

/** Licences and notices at the top of a repository, small enough to be read. */
export function licenceFiles(files: readonly HubFile[]): HubFile[] {
  const named = /^(?:(?:model[_-])?licen[cs]e|notice|copying|use_policy)(?:[._-][\w.-]{0,40})?$/i;
  const fit = files.filter(({ path, bytes }) => named.test(path) && bytes > 0 && bytes <= 512 * 1024);
  // `LICENSE` and `License` are two files in git, and one on most disks: a pack holds the first.
  return [...new Map(fit.toReversed().map((file) => [foldedPath(file.path), file])).values()]
    .toReversed()
    .slice(0, 6);
}
