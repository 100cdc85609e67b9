import { MIB } from '../../domain/bytes';
import { AppError, fail } from '../../domain/errors';
import type { HubSource } from '../../domain/pack';
import { hubUrl } from '../fetch/addresses';
import type { Network } from '../line/network';
import { sha256 } from '../form/sha256';
import { fetchSmall } from '../line/source';
import { parseHubAddress } from '../form/hub-address';
import type { HubFile, HubRepo } from './answer';
import { askHub, type Hub } from './ask';
import { gitBlobId } from './git-blob';
import { type Github, pinOnGithub } from './github';
import { patiently } from './patient';
import { fetchSmallFile, type SmallFile } from './small-file';

/** Compiled libraries have 2 to 7 MB; what is larger is none. */
const MOST_BYTES = 64 * MIB;

/**
 * The compiled library of an MLC folder. `declared`: its digest is published where it comes from, at a fixed commit.
 * `first-seen`: nobody publishes a SHA-256 of it. `url` is fixed: the same bytes for ever, or none.
 */
export type FoundLibrary = SmallFile & {
  path: string;
  url: string;
  /** `main`, where the address named a branch, and the commit that it was at. */
  pinned: string;
  trust: 'declared' | 'first-seen';
};

/** Whom to ask, and until when. */
type Asking = { github: Github; network: Network; signal: AbortSignal };

/**
 * `address`: where the library is, or undefined to look for one in the repository itself. The file is fetched whole:
 * there is no other way to a SHA-256 of it. Undefined if the repository has none, or several.
 */
export async function findLibrary(
  hub: Hub,
  repo: HubRepo,
  address: string | undefined,
  { github, network, signal }: Asking,
): Promise<FoundLibrary | undefined> {
  if (address === undefined) {
    const [only, second] = repo.files.filter(({ path }) => /\.wasm(?:\.gz)?$/.test(path));
    return only && !second ? fromHub(hub, repo, only, network, signal) : undefined;
  }
  if (!URL.canParse(address) || !/^https?:/.test(address))
    return fail('source/not-found', { what: address.slice(0, 200) });
  const onHub = parseHubAddress(address, hub.endpoint);
  if (onHub?.endpoint === hub.endpoint) {
    const there =
      onHub.repo === repo.id && (onHub.revision ?? repo.commit) === repo.commit
        ? repo
        : await askHub(hub, onHub.repo, onHub.revision, network, signal);
    const file = there.files.find(({ path }) => path === onHub.file);
    if (!file) return fail('source/not-found', { what: address.slice(0, 200) });
    return fromHub(hub, there, file, network, signal);
  }
  return fromElsewhere(address, { github, network, signal });
}

async function fromHub(
  hub: Hub,
  repo: HubRepo,
  file: HubFile,
  network: Network,
  signal: AbortSignal,
): Promise<FoundLibrary> {
  const source: HubSource = {
    ...{ kind: 'hub', endpoint: hub.endpoint, repo: repo.id, revision: repo.commit },
    ...{ hosts: [...hub.hosts], elsewhere: [] },
  };
  const small = await fetchSmallFile(source, file, network, signal);
  const url = hubUrl(source, file.path);
  return {
    ...small,
    path: shardPath(file.path),
    url,
    pinned: `${repo.id} @ ${repo.commit}`,
    trust: 'declared',
  };
}

async function fromElsewhere(address: string, { github, network, signal }: Asking): Promise<FoundLibrary> {
  const pin = await pinOnGithub(address, github, signal);
  const url = pin?.url ?? address;
  const host = new URL(url).host;
  const bytes = Uint8Array.from(await fetched(url, pin?.bytes ?? MOST_BYTES, network, signal));
  // GitHub publishes the git id of the file at that commit: SHA-1 and length, which is all there is to compare with.
  if (pin && (bytes.length !== pin.bytes || (await gitBlobId(bytes)) !== pin.blobId))
    return fail('source/digest', { host, file: url.slice(0, 200) });
  return {
    ...{ bytes, sha256: await sha256(bytes) },
    ...{ path: shardPath(new URL(url).pathname), url, pinned: pin?.pinned ?? '', trust: 'first-seen' },
  };
}

async function fetched(url: string, mostBytes: number, network: Network, signal: AbortSignal) {
  try {
    const get = () => fetchSmall(url, Math.min(mostBytes, MOST_BYTES), network, signal);
    return await patiently(get, network, signal);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { status } = thrown.details;
    if (status === 404 || status === 410)
      return fail('source/not-found', { ...thrown.details, what: url.slice(0, 200) }, thrown);
    if (thrown.code === 'pack/manifest-too-large')
      return fail('source/too-long', { host: new URL(url).host, file: url.slice(0, 200) }, thrown);
    throw thrown;
  }
}

/** `libs/<file name>`, of characters that every system takes. */
function shardPath(path: string): string {
  const name = (path.split('/').at(-1) ?? '').replace(/[^\w.-]+/g, '_').replace(/^[._]+|[.]+$/g, '');
  return `libs/${name.slice(-100) || 'library.wasm'}`;
}
