/** A new deployment of the app under test, as its site would have it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Site } from './site';

const built = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../build${path}`, import.meta.url)), 'utf8');

export const WORKER = built('/service-worker.js');

const LIST = built('/shell-files.json');
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Files of the app, as the build lists them, each with its digest. */
const listed = JSON.parse(LIST) as Record<string, string>;
export const shellFiles = () => Object.keys(listed);

/** The file of the app's code that holds these words. */
export function fileWith(words: string): string {
  const found = shellFiles().filter((path) => path.endsWith('.js') && built(path).includes(words));
  if (found.length !== 1) throw new Error(`"${words}" is in ${found.length} files`);
  return found[0]!;
}

type Deployment = {
  /** A file that the server fails to serve. */
  failing?: string;
  /** Files that the build before had, and this one has under other names. */
  without?: readonly string[];
};

/** Serves the same build under another version name. */
export function deploy(site: Site, name: string, { failing, without = [] }: Deployment = {}): void {
  const { version } = JSON.parse(built('/_app/version.json')) as { version: string };
  const list = JSON.stringify(
    Object.fromEntries(Object.entries(listed).filter(([path]) => !without.includes(path))),
  );
  const worker = WORKER.replaceAll(version, name).replaceAll(digest(LIST), digest(list));
  site.intercept = (request, response) => {
    const answer = (type: string, body: string, status = 200) => {
      response.writeHead(status, { 'Content-Type': type, 'Cross-Origin-Embedder-Policy': 'require-corp' });
      response.end(body);
      return true;
    };
    const url = request.url ?? '';
    if (url === '/service-worker.js') return answer('text/javascript', worker);
    if (url === '/shell-files.json') return answer('application/json', list);
    if (url === failing) return answer('text/plain', 'out of order', 500);
    if (without.includes(url)) return answer('text/plain', 'gone', 404);
    return false;
  };
}
