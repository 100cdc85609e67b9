import { MIB } from '../../domain/bytes';
import { AppError, fail } from '../../domain/errors';
import { parseJson } from '../json';
import type { Network } from '../network';
import { refuse } from '../shape';
import { fetchSmall } from '../source';
import { isCommit } from './address';
import { asHubAnswer, object } from './answer';
import { patiently } from './patient';

const RAW = /^https:\/\/raw\.githubusercontent\.com\/([\w.-]+)\/([\w.-]+)\/([\w.-]+)\/([\w./-]+)$/;
const API = 'https://api.github.com/repos';
const LIMITS = { maxBytes: 2 * MIB, maxDepth: 12 } as const;
const CODES = { tooLarge: 'source/hub-answer', invalid: 'source/hub-answer' } as const;

/** A file on GitHub at one commit, with the git id and the length that GitHub publishes for it there. */
export type GithubPin = { url: string; blobId: string; bytes: number; pinned: string };

/**
 * The same file by its commit, where `address` is one of GitHub's raw files; undefined for other addresses. Two small
 * questions to GitHub's API, which answers 60 an hour to people without an account: then `source/http-status` 403.
 */
export async function pinOnGithub(
  address: string,
  network: Network,
  signal: AbortSignal,
): Promise<GithubPin | undefined> {
  const [, owner, repo, ref = '', path = ''] = RAW.exec(address) ?? [];
  if (!owner || !repo) return undefined;
  const place = `${API}/${owner}/${repo}`;
  const commit = isCommit(ref)
    ? ref
    : await commitOf(`${place}/commits?sha=${ref}&per_page=1`, network, signal);
  const folder = path.split('/').slice(0, -1).join('/');
  // A folder is listed with ids and lengths; a file by itself comes with its content, and over 1 MB not at all.
  const listed = await ask(`${place}/contents/${folder}?ref=${commit}`, network, signal);
  const { blobId, bytes } = asHubAnswer(() => entryOf(listed, path));
  const url = `https://raw.githubusercontent.com/${owner}/${repo}/${commit}/${path}`;
  return { url, blobId, bytes, pinned: `${owner}/${repo} @ ${commit}` };
}

async function commitOf(url: string, network: Network, signal: AbortSignal): Promise<string> {
  const answer = await ask(url, network, signal);
  return asHubAnswer(() => {
    const sha = object(Array.isArray(answer) ? answer[0] : answer, 'commits')['sha'];
    return typeof sha === 'string' && isCommit(sha) ? sha : refuse('commits.sha', 'not a commit');
  });
}

function entryOf(listed: unknown, path: string): { blobId: string; bytes: number } {
  if (!Array.isArray(listed)) return refuse('contents', 'not a list');
  for (const each of listed.slice(0, 2000)) {
    const entry = object(each, 'contents[]');
    if (entry['path'] !== path) continue;
    const { sha, size } = entry;
    if (typeof sha !== 'string' || !isCommit(sha)) return refuse('contents[].sha', 'not a git id');
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 1)
      return refuse('contents[].size', 'not a size');
    return { blobId: sha, bytes: size };
  }
  return fail('source/not-found', { what: path.slice(0, 200) });
}

async function ask(url: string, network: Network, signal: AbortSignal): Promise<unknown> {
  try {
    const get = () => fetchSmall(url, LIMITS.maxBytes, network, signal);
    return parseJson(await patiently(get, network, signal), LIMITS, CODES);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.details['status'] === 404)
      return fail('source/not-found', { ...thrown.details, what: url.slice(0, 200) }, thrown);
    throw thrown;
  }
}
