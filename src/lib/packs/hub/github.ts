import { MIB } from '../../domain/bytes';
import { AppError, fail } from '../../domain/errors';
import { parseJson } from '../form/json';
import type { Network } from '../line/network';
import { refuse } from '../form/shape';
import { fetchSmall } from '../line/source';
import { isCommit } from '../form/hub-address';
import { asHubAnswer, object } from './answer';
import { limited, patiently } from './patient';

const RAW = /^https:\/\/raw\.githubusercontent\.com\/([\w.-]+)\/([\w.-]+)\/([\w.-]+)\/([\w./-]+)$/;
const API = 'https://api.github.com/repos';
const LIMITS = { maxBytes: 2 * MIB, maxDepth: 12 } as const;
const CODES = { tooLarge: 'source/hub-answer', invalid: 'source/hub-answer' } as const;

/** A file on GitHub at one commit, with the git id and the length that GitHub publishes for it there. */
export type GithubPin = { url: string; blobId: string; bytes: number; pinned: string };

/** GitHub's API: what it answers to an address, parsed. */
export type Github = (url: string, signal: AbortSignal) => Promise<unknown>;

/** GitHub counts by the hour. A branch that moves meanwhile is pinned where it was, which is as good. */
const KNOWN_MS = 3_600_000;
const MOST_KNOWN = 20;

/**
 * Answers are remembered for an hour: GitHub answers 60 questions an hour to all who have no account and share an internet
 * address, which a class does, and the models of web-llm's list share one folder of libraries. Throws `source/limited`.
 */
export function githubOf(network: Network, now: () => number = () => performance.now()): Github {
  const known = new Map<string, { answer: unknown; until: number }>();
  return async (url, signal) => {
    const found = known.get(url);
    if (found && found.until > now()) return found.answer;
    const answer = await ask(url, network, signal);
    const [oldest] = known.keys();
    if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    known.set(url, { answer, until: now() + KNOWN_MS });
    return answer;
  };
}

/**
 * The same file by its commit, where `address` is one of GitHub's raw files; undefined for other addresses. Two small
 * questions to GitHub's API.
 */
export async function pinOnGithub(
  address: string,
  github: Github,
  signal: AbortSignal,
): Promise<GithubPin | undefined> {
  const [, owner, repo, ref = '', path = ''] = RAW.exec(address) ?? [];
  if (!owner || !repo) return undefined;
  const place = `${API}/${owner}/${repo}`;
  const commit = isCommit(ref)
    ? ref
    : commitOf(await github(`${place}/commits?sha=${ref}&per_page=1`, signal));
  const folder = path.split('/').slice(0, -1).join('/');
  // A folder of up to 1,000 files is listed with ids and lengths; a file by itself, over 1 MB, has no content here.
  const listed = await github(`${place}/contents/${folder}?ref=${commit}`, signal);
  const { blobId, bytes } = asHubAnswer(() => entryOf(listed, path));
  const url = `https://raw.githubusercontent.com/${owner}/${repo}/${commit}/${path}`;
  return { url, blobId, bytes, pinned: `${owner}/${repo} @ ${commit}` };
}

function commitOf(answer: unknown): string {
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
    if (!(thrown instanceof AppError)) throw thrown;
    const { status } = thrown.details;
    if (status === 404)
      return fail('source/not-found', { ...thrown.details, what: url.slice(0, 200) }, thrown);
    // Both are in use for it, and nothing public is forbidden otherwise.
    if (status === 403 || status === 429) return limited(thrown);
    throw thrown;
  }
}
