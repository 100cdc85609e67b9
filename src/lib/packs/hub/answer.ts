import { MIB } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { AppError, fail } from '../../domain/errors';
import { parseJson } from '../form/json';
import { plainPath } from '../form/plain-path';
import { digest, integer, list, type Reader, refuse, text } from '../form/shape';
import { type ModelCard, readCard } from './card';

/** The largest answers known are lists of some thousands of files, 200 bytes each. */
export const ANSWER_LIMITS = { maxBytes: 8 * MIB, maxDepth: 24, files: 20_000 } as const;
const CODES = { tooLarge: 'source/hub-answer', invalid: 'source/hub-answer' } as const;

/** A file as the hub lists it at one commit. `lfs`: a large file, with the digest that the hub publishes. */
export type HubFile = { path: string; bytes: number; blobId: string; lfs?: Digest };

/** A model's repository at one commit. */
export type HubRepo = {
  id: string;
  /** 40 hexadecimal digits. */
  commit: string;
  /** Given only to people who are logged in. */
  gated: boolean;
  files: HubFile[];
  card: ModelCard;
};

const sha1: Reader<string> = (value, where) =>
  typeof value === 'string' && /^[0-9a-f]{40}$/.test(value) ? value : refuse(where, 'not a git id');
const size = integer(0, Number.MAX_SAFE_INTEGER);

/**
 * Bytes of `/api/models/<repo>/revision/<revision>?blobs=true`. What we do not read may be anything. `listed`: so many files
 * it names, also those that are left out here.
 */
export function parseHubAnswer(bytes: Uint8Array): HubRepo & { listed: number } {
  return asHubAnswer(() => {
    const value = object(parseJson(bytes, ANSWER_LIMITS, CODES), 'answer');
    const siblings = value['siblings'];
    return {
      listed: Array.isArray(siblings) ? siblings.length : 0,
      id: text(200, 1)(value['id'] ?? value['modelId'], 'id'),
      commit: sha1(value['sha'], 'sha'),
      gated: value['gated'] !== undefined && value['gated'] !== false,
      files: filesOf(siblings),
      card: readCard(value['cardData'], value['tags']),
    };
  });
}

/** Runs readers of what a hub has sent: what they refuse is `source/hub-answer`, with the place in `what`. */
export function asHubAnswer<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'source/not-found') throw thrown;
    const { where, problem, limit } = thrown.details;
    const what = [where, problem ?? (limit === undefined ? '' : `more than ${limit} bytes`)];
    return fail('source/hub-answer', { what: what.filter(Boolean).join(': ') }, thrown);
  }
}

export function object(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(where, 'not an object');
  return value as Record<string, unknown>;
}

function filesOf(value: unknown): HubFile[] {
  return distinct(list(sibling, ANSWER_LIMITS.files)(value, 'siblings'));
}

/** Files whose path is not plain are null, and left out: nothing could name them, here or in an archive. */
export function distinct(files: readonly (HubFile | null)[]): HubFile[] {
  const seen = new Set<string>();
  return files.filter((each): each is HubFile => {
    if (!each) return false;
    if (seen.has(each.path)) return refuse('siblings', 'same path twice');
    seen.add(each.path);
    return true;
  });
}

const sibling: Reader<HubFile | null> = (value, where) => {
  const { rfilename: path, blobId, ...rest } = object(value, where);
  return readFile({ ...rest, path, blobId }, where);
};

/** One file of either list of a hub: both tell the same, under other names. */
export const readFile: Reader<HubFile | null> = (value, where) => {
  const read = object(value, where);
  const path = text(4000, 1)(read['path'], `${where}.path`);
  if (!isPlain(path)) return null;
  const blobId = sha1(read['blobId'], `${where}.blobId`);
  if (read['lfs'] === undefined || read['lfs'] === null)
    return { path, bytes: size(read['size'], `${where}.size`), blobId };
  const lfs = object(read['lfs'], `${where}.lfs`);
  // Its own size: some hubs give that of the pointer beside it.
  const bytes = size(lfs['size'], `${where}.lfs.size`);
  return { path, bytes, blobId, lfs: digest(lfs['sha256'] ?? lfs['oid'], `${where}.lfs.sha256`) };
};

function isPlain(path: string): boolean {
  try {
    return plainPath(path, 'path') === path;
  } catch (thrown) {
    if (thrown instanceof AppError) return false;
    throw thrown;
  }
}
