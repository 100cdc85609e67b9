/**
 * What a person may type or paste to name a model on a hub. `revision` and `file` only where the text has them; `file` is
 * a path, or a tag such as `Q4_K_M` that is part of one.
 */
export type HubAddress = { endpoint: string; repo: string; revision?: string; file?: string };

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_-])?$/;
/** Branches, tags and commits: git's own rules are wider, but nothing that is used is left out. */
const REVISION = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,198}[A-Za-z0-9_-])?$/;
const SHORT = /^([^/@:\s]+\/[^/@:\s]+)(?:@([^:\s]+))?(?::(.+))?$/;
const LONGEST = 2000;
/** The short name that people share, which only sends on. */
const ALIASES: Record<string, string> = { 'https://hf.co': 'https://huggingface.co' };

/** `owner/name`, as hubs write it; both parts are plain. */
export function isRepo(repo: string): boolean {
  const [owner, name, ...rest] = repo.split('/');
  return rest.length === 0 && isName(owner) && isName(name);
}

export function isRevision(revision: string): boolean {
  return REVISION.test(revision) && !revision.includes('..') && !revision.includes('//');
}

/** 40 hexadecimal digits, as git names a commit. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

/**
 * `owner/name`, `owner/name@revision:path`, `owner/name:tag`, or the address of a model's page or of a file on it, as the browser shows
 * it. Undefined where it is none of these. `endpoint` is where a short name is looked for.
 */
export function parseHubAddress(typed: string, endpoint: string): HubAddress | undefined {
  const text = typed.trim();
  if (text.length > LONGEST) return undefined;
  if (/^https?:\/\//i.test(text)) return fromUrl(text, endpoint);
  if (/^(?:huggingface\.co|hf\.co)\//i.test(text)) return fromUrl(`https://${text}`, endpoint);
  const [, repo = '', revision, file] = SHORT.exec(text) ?? [];
  return address(endpoint, repo, revision, file);
}

/** Without its last slashes, and without what is no part of a place: undefined where it is no web address. */
export function cleanEndpoint(typed: string): string | undefined {
  const text = typed.trim();
  if (!URL.canParse(text) || text.length > LONGEST) return undefined;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    return undefined;
  const plain = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  return ALIASES[plain] ?? plain;
}

function fromUrl(text: string, endpoint: string): HubAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username || url.password) return undefined;
  const known = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const origin = ALIASES[url.origin] ?? url.origin;
  // A school's hub may lie below a path of its host.
  const below = known && known.origin === origin ? known.pathname.replace(/\/+$/, '') : '';
  if (!url.pathname.startsWith(`${below}/`)) return undefined;
  const parts = decoded(url.pathname.slice(below.length + 1));
  if (!parts) return undefined;
  const [owner = '', name = '', kind, revision, ...file] = parts.filter((part) => part !== '');
  const place = `${origin}${below}`;
  // A word in this place that no hub has: more likely a path before the owner, of a hub that nobody has named yet.
  if (kind !== undefined && !['blob', 'resolve', 'raw', 'tree'].includes(kind)) return undefined;
  if (kind === undefined || revision === undefined) {
    // A tag behind the name, as in the commands that hubs show; or the file that a page has opened beside the list.
    const [, plain = name, tag] = /^([^:]+):([^:]+)$/.exec(name) ?? [];
    return address(place, `${owner}/${plain}`, undefined, tag ?? url.searchParams.get('show_file_info'));
  }
  const path = kind === 'tree' || file.length === 0 ? undefined : file.join('/');
  return address(place, `${owner}/${name}`, revision, path);
}

function decoded(path: string): string[] | undefined {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return undefined; // a stray %: no address of ours
  }
}

function address(
  endpoint: string,
  repo: string,
  revision?: string,
  file?: string | null,
): HubAddress | undefined {
  if (!isRepo(repo) || (revision !== undefined && !isRevision(revision))) return undefined;
  return { endpoint, repo, ...(revision === undefined ? {} : { revision }), ...(file ? { file } : {}) };
}

function isName(part: string | undefined): boolean {
  return part !== undefined && NAME.test(part) && !part.includes('..') && !part.includes('--');
}
