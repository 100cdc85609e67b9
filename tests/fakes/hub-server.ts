import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contentOf, type HubBytes, type HubContent } from './hub-content';
import { send, type Sending } from './hub-send';

export type HubFakeFile = HubBytes & { path: string; lfs?: boolean };
/** A repository at one commit, which is made of what it holds unless it is given. */
export type HubFakeRepo = {
  commit?: string;
  gated?: boolean;
  downloads?: number;
  /** What was written to the commit. */
  note?: string;
  cardData?: unknown;
  files: HubFakeFile[];
};

/** One thing that goes wrong, at every request whose path contains `path`, or at those of these numbers only. */
export type HubFault = {
  path: string;
  on?: number[];
  status?: number;
  retryAfter?: string;
  /** Destroys the connection after so many body bytes. */
  cutAt?: number;
  /** Flips a bit of the first byte sent. */
  flip?: true;
  /** The lowest bit of the file's byte at this place, wherever the range begins. */
  flipAt?: number;
  /** Answers a listed commit with this text instead. */
  body?: string;
  /** A page of a long list does not tell of the next, as where a browser may not read it. */
  noLink?: true;
  /** Sends large files on to a host of this address, in place of the fake's own second host. */
  redirect?: string;
  /** Body bytes per second. */
  rate?: number;
};

export type HubPlan = { repos: Record<string, HubFakeRepo>; faults?: HubFault[] };
export type HubLogged = { host: 'hub' | 'files'; path: string; range: string | null; sent: number };

/** What either host lets a page on another address read. Retry-After and RateLimit are on neither list. */
const READABLE = {
  hub: 'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash',
  files: 'Accept-Ranges, Content-Range, Content-Type, Content-Disposition, ETag, X-Cache',
} as const;
const CACHE = 'api/resolve-cache/models';
/** Files in the short list, and files and folders in a page of the long one. */
const SHORT_LIST = 1000;

type Served = { file: HubFakeFile; content: HubContent };
type Commit = { id: string; repo: HubFakeRepo; files: Map<string, Served> };
type Session = {
  plan: HubPlan;
  /** Newest last, by `owner/name`. */
  commits: Map<string, Commit[]>;
  log: HubLogged[];
  struck: Map<HubFault, number>;
};

/**
 * Mimics a hub's API and file layout: `/<session>/api/models?search=<name>&filter=gguf`, `/<session>/api/models/<repo>/revision/<revision>?blobs=true`,
 * whose list of files is cut where it is long, `/<session>/api/models/<repo>/tree/<revision>?recursive=true`, in pages, and
 * `/<session>/<repo>/resolve/<revision>/<path>`, which sends large files on to another host, and small ones to
 * `/<session>/api/resolve-cache/models/<repo>/<commit>/<path>` of its own. What the real one answers is described in
 * huggingface_hub (hf_api.py, ModelInfo) and huggingface.js (packages/hub); which of its headers a page may read stands here.
 */
export function hubServer() {
  const sessions = new Map<string, Session>();
  const addresses = { hub: '', files: '' };

  /** Sets what a session serves; a repository that it has already gets one more commit. Returns the commits. */
  async function set(id: string, plan: HubPlan): Promise<Record<string, string>> {
    const session = sessions.get(id) ?? { plan, commits: new Map(), log: [], struck: new Map() };
    session.plan = plan;
    session.struck.clear();
    const now: Record<string, string> = {};
    for (const [name, repo] of Object.entries(plan.repos)) {
      const files = new Map<string, Served>();
      for (const file of repo.files)
        files.set(file.path, { file, content: await contentOf(file, file.lfs === true) });
      const commit = repo.commit ?? commitOf(name, repo, files);
      const before = (session.commits.get(name) ?? []).filter((each: Commit) => each.id !== commit);
      session.commits.set(name, [...before, { id: commit, repo, files }]);
      now[name] = commit;
    }
    sessions.set(id, session);
    return now;
  }

  async function handle(host: 'hub' | 'files', request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://hub');
    const [, id = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', READABLE[host]);
    response.setHeader('Cache-Control', 'no-store');
    // A preflight that asks for Range is refused where the files lie: a page must ask so that it needs none.
    if (request.method === 'OPTIONS') return void response.writeHead(host === 'hub' ? 204 : 403).end();
    if (request.method === 'POST') {
      let text = '';
      for await (const piece of request) text += String(piece);
      return void response.end(JSON.stringify(await set(id, JSON.parse(text) as HubPlan)));
    }
    const session = sessions.get(id);
    if (!session) return void response.writeHead(404).end();
    const path = rest.join('/');
    if (path === 'log') return void response.end(JSON.stringify(session.log));
    const logged: HubLogged = { host, path, range: request.headers.range ?? null, sent: 0 };
    session.log.push(logged);
    const fault = faultFor(session, path);
    if (fault?.status) {
      if (fault.retryAfter) {
        response.setHeader('Retry-After', fault.retryAfter);
        // The real one does not let a page read it; others may.
        response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
      }
      return void response.writeHead(fault.status).end();
    }
    if (host === 'files') return serveLarge(session, rest, { request, response, fault, logged });
    if (path.startsWith(`${CACHE}/`)) return cached(session, rest, { request, response, fault, logged });
    if (path === 'api/models') return search(session, url.searchParams, response, fault);
    if (rest[4] === 'commits') return history(session, rest, response, fault);
    if (rest[4] === 'tree') return tree(session, url, rest, response, fault);
    if (rest[0] === 'api') return describe(session, rest, response, fault);
    return resolve(session, id, rest, { request, response, fault, logged });
  }

  function search(
    session: Session,
    asked: URLSearchParams,
    response: ServerResponse,
    fault?: HubFault,
  ): void {
    const name = (asked.get('search') ?? '').toLowerCase();
    const all = [...session.commits].flatMap(([id, commits]) => {
      const { repo, files } = commits.at(-1)!;
      const isGguf = [...files.keys()].some((path) => path.endsWith('.gguf'));
      if (!id.toLowerCase().includes(name) || (asked.get('filter') === 'gguf' && !isGguf)) return [];
      const { downloads = 0 } = repo;
      return [{ _id: '0', id, modelId: id, likes: 0, private: false, downloads, tags: ['gguf'] }];
    });
    const listed = all.sort((a, b) => b.downloads - a.downloads).slice(0, Number(asked.get('limit') ?? 1000));
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(fault?.body ?? JSON.stringify(listed));
  }

  function describe(session: Session, path: string[], response: ServerResponse, fault?: HubFault): void {
    const [, models, owner, name, word, revision = ''] = path;
    const commit = word === 'revision' ? find(session, `${owner}/${name}`, revision) : undefined;
    if (models !== 'models' || !commit) {
      response.setHeader('X-Error-Code', 'RepoNotFound');
      // As the real hub does: it will not say whether a repository is private or absent.
      return void response.writeHead(session.commits.has(`${owner}/${name}`) ? 404 : 401).end();
    }
    const siblings = [...commit.files].slice(0, SHORT_LIST).map(([rfilename, { file, content }]) => ({
      ...{ rfilename, size: content.bytes, blobId: content.blobId },
      ...(file.lfs ? { lfs: { sha256: content.sha256, size: content.bytes, pointerSize: 134 } } : {}),
    }));
    const answer = {
      ...{ _id: '0', id: `${owner}/${name}`, modelId: `${owner}/${name}`, sha: commit.id },
      ...{ private: false, gated: commit.repo.gated ? 'manual' : false, tags: ['gguf'], siblings },
      cardData: commit.repo.cardData ?? {},
    };
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(fault?.body ?? JSON.stringify(answer));
  }

  /** Files and folders, by name, in pages; a Link header tells of the next. */
  function tree(session: Session, url: URL, path: string[], response: ServerResponse, fault?: HubFault) {
    const commit = find(session, `${path[2]}/${path[3]}`, path[5] ?? '');
    if (!commit || url.searchParams.get('recursive') !== 'true')
      return void response.writeHead(404, { 'X-Error-Code': 'RevisionNotFound' }).end();
    const folders = new Set([...commit.files.keys()].flatMap((each) => each.split('/').slice(0, -1)));
    const entries = [
      ...[...folders].map((name) => ({ type: 'directory', oid: '0'.repeat(40), size: 0, path: name })),
      ...[...commit.files].map(
        ([
          name,
          {
            file,
            content: { bytes, blobId, sha256 },
          },
        ]) => ({
          ...{ type: 'file', oid: blobId, size: bytes, path: name },
          ...(file.lfs ? { lfs: { oid: sha256, size: bytes, pointerSize: 134 } } : {}),
        }),
      ),
    ];
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const next = from + SHORT_LIST;
    const address = `${addresses.hub}${url.pathname}?recursive=true&cursor=${next}`;
    if (next < entries.length && !fault?.noLink) response.setHeader('Link', `<${address}>; rel="next"`);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(fault?.body ?? JSON.stringify(entries.slice(from, next)));
  }

  /** Newest first, from the revision that is asked for. */
  function history(session: Session, path: string[], response: ServerResponse, fault: HubFault | undefined) {
    const all = session.commits.get(`${path[2]}/${path[3]}`) ?? [];
    const asked = find(session, `${path[2]}/${path[3]}`, path[5] ?? '');
    if (!asked) return void response.writeHead(404, { 'X-Error-Code': 'RevisionNotFound' }).end();
    const told = all.slice(0, all.indexOf(asked) + 1).toReversed();
    const listed = told.map(({ id, repo }, n) => ({
      ...{ id, title: repo.note ?? 'Upload files', message: '', authors: [{ user: 'maker', avatar: '' }] },
      date: new Date(Date.UTC(2026, 0, 20 - n)).toISOString(),
    }));
    response.end(fault?.body ?? JSON.stringify(listed));
  }

  async function resolve(session: Session, id: string, path: string[], sending: Sending): Promise<void> {
    const [owner, name, word, revision = '', ...rest] = path;
    const commit = word === 'resolve' ? find(session, `${owner}/${name}`, revision) : undefined;
    const served = commit?.files.get(rest.join('/'));
    if (!commit || !served) return void sending.response.writeHead(404).end();
    if (commit.repo.gated) return void sending.response.writeHead(401, { 'X-Error-Code': 'GatedRepo' }).end();
    sending.response.setHeader('X-Repo-Commit', commit.id);
    if (!served.file.lfs) {
      const plain = [owner, name, commit.id, ...rest].map((part) => encodeURIComponent(part ?? '')).join('/');
      const own = `/${id}/${CACHE}/${plain}?etag=%22${served.content.blobId}%22`;
      return void sending.response.writeHead(307, { Location: own }).end();
    }
    const files = sending.fault?.redirect ?? addresses.files;
    const target = `${files}/${id}/${owner}/${name}/${commit.id}/${rest.map(encodeURIComponent).join('/')}`;
    sending.response.setHeader('X-Linked-ETag', `"${served.content.sha256}"`);
    sending.response.writeHead(302, { Location: `${target}?Expires=1&Signature=x` }).end();
  }

  /** `api`, `resolve-cache`, `models`, then a repository at its commit, and the path of a small file. */
  async function cached(session: Session, path: string[], sending: Sending): Promise<void> {
    const [, , , owner, name, revision = '', ...rest] = path;
    const served = find(session, `${owner}/${name}`, revision)?.files.get(rest.join('/'));
    if (!served) return void sending.response.writeHead(404).end();
    await send(served.content, `"${served.content.blobId}"`, sending);
  }

  async function serveLarge(session: Session, path: string[], sending: Sending): Promise<void> {
    const [owner, name, revision = '', ...rest] = path;
    const served = find(session, `${owner}/${name}`, revision)?.files.get(rest.join('/'));
    if (!served) return void sending.response.writeHead(403).end();
    await send(served.content, `"${served.content.sha256}"`, sending);
  }

  async function listen(): Promise<{ url: string; files: string; close: () => Promise<void> }> {
    // Two names of this machine: to a browser two hosts.
    const hosts = { hub: 'localhost', files: '127.0.0.1' } as const;
    const servers: Server[] = [];
    for (const host of ['hub', 'files'] as const) {
      const server = createServer((request, response) => void handle(host, request, response));
      await new Promise<void>((ready) => server.listen(0, hosts[host], ready));
      server.unref();
      addresses[host] = `http://${hosts[host]}:${(server.address() as AddressInfo).port}`;
      servers.push(server);
    }
    return {
      ...{ url: addresses.hub, files: addresses.files },
      close: async () => {
        for (const server of servers) {
          server.closeAllConnections();
          await new Promise<void>((done) => server.close(() => done()));
        }
      },
    };
  }

  return { set, listen, log: (id: string) => sessions.get(id)?.log ?? [] };
}

function find(session: Session, repo: string, revision: string): Commit | undefined {
  const commits = session.commits.get(repo) ?? [];
  return revision === 'main' ? commits.at(-1) : commits.find(({ id }) => id === revision);
}

function faultFor(session: Session, path: string): HubFault | undefined {
  return session.plan.faults?.find((fault) => {
    if (!path.includes(fault.path)) return false;
    const number = session.struck.get(fault) ?? 0;
    session.struck.set(fault, number + 1);
    return fault.on?.includes(number) ?? true;
  });
}

function commitOf(name: string, repo: HubFakeRepo, files: Map<string, Served>): string {
  const tree = [...files].map(([path, { content }]) => `${path} ${content.blobId}`);
  return createHash('sha1')
    .update([name, ...tree, JSON.stringify(repo.cardData ?? {})].join('\n'))
    .digest('hex');
}
