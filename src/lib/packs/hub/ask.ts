import { AppError, fail } from '../../domain/errors';
import type { Network } from '../line/network';
import { fetchSmall } from '../line/source';
import { isCommit, isRepo, isRevision } from '../form/hub-address';
import { ANSWER_LIMITS, type HubRepo, parseHubAnswer } from './answer';
import { patiently } from './patient';
import { listTree } from './tree';

/** A hub, and the hosts that it may send requests on to. */
export type Hub = { endpoint: string; hosts: readonly string[] };

/** A hub's short list of files may be cut where there are as many or more; its own clients read the long one then. */
const TRUSTED_FILES = 1000;

/** The branch that hubs make first. */
const MAIN = 'main';

/**
 * What a repository holds at one commit, as its hub says now. `revision` may be a branch: the answer names its commit,
 * and from there on only the commit is used. Throws `source/` errors; `source/needs-account` and `-not-found` name what.
 */
export async function askHub(
  hub: Hub,
  repo: string,
  revision: string | undefined,
  network: Network,
  signal: AbortSignal,
): Promise<HubRepo> {
  const asked = revision ?? MAIN;
  if (!isRepo(repo) || !isRevision(asked))
    return fail('source/not-found', { what: `${repo} @ ${asked}`.slice(0, 200) });
  const url = `${hub.endpoint}/api/models/${repo}/revision/${encodeURIComponent(asked)}?blobs=true`;
  const answer = parseHubAnswer(
    await naming(`${repo} @ ${asked}`, () =>
      patiently(() => fetchSmall(url, ANSWER_LIMITS.maxBytes, network, signal, hub.hosts), network, signal),
    ),
  );
  if (isCommit(asked) && answer.commit !== asked)
    return fail('source/hub-answer', { what: `${answer.commit.slice(0, 12)} for ${asked.slice(0, 12)}` });
  // A repository that was renamed answers under its new name.
  const { listed, ...found } = { ...answer, id: isRepo(answer.id) ? answer.id : repo };
  if (listed < TRUSTED_FILES) return found;
  return { ...found, files: await naming(found.id, () => listTree(hub, found, listed, network, signal)) };
}

/** Gives an HTTP status of a hub the name that helps a person. `what` says what was asked for. */
export async function naming<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { status, answer } = thrown.details;
    // To those who are not logged in a hub will not say whether a repository is private or absent.
    if (status === 404 || status === 410 || answer === 'RepoNotFound')
      return fail('source/not-found', { ...thrown.details, what }, thrown);
    if (status === 401 || status === 403)
      return fail('source/needs-account', { ...thrown.details, what }, thrown);
    if (thrown.code === 'pack/manifest-too-large')
      return fail('source/hub-answer', { ...thrown.details, what: `${what}: too long` }, thrown);
    throw thrown;
  }
}
