/** A static host: the files of a folder, and the headers that its `_headers` file asks for, where the host reads one. */
import { readFile, stat } from 'node:fs/promises';
import type { RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { contentType } from '../../tools/serve/mime';

type Rule = { path: RegExp; headers: [string, string][] };

/** `readsHeaders`: as Netlify and Cloudflare Pages do, and GitHub Pages does not. */
export async function staticHost(folder: string, { readsHeaders = true } = {}): Promise<RequestListener> {
  const rules = readsHeaders ? rulesOf(await readFile(join(folder, '_headers'), 'utf8')) : [];
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    void answer(folder, rules, pathname, response);
  };
}

async function answer(
  folder: string,
  rules: Rule[],
  pathname: string,
  response: ServerResponse,
): Promise<void> {
  const path = join(folder, decodeURIComponent(pathname));
  const candidates = pathname.endsWith('/') ? [join(path, 'index.html')] : [path, `${path}.html`];
  const found = (await Promise.all(candidates.map(isFile))).indexOf(true);
  const file = candidates[found] ?? join(folder, '404.html');
  const body = await readFile(file);
  response.setHeader('Content-Type', contentType(file));
  for (const rule of rules.filter((each) => each.path.test(pathname)))
    for (const [name, value] of rule.headers) response.setHeader(name, value);
  response.writeHead(found < 0 ? 404 : 200, { 'Content-Length': body.length }).end(body);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** A path line, then indented `Name: value` lines; `*` stands for any run of characters. */
function rulesOf(text: string): Rule[] {
  const rules: Rule[] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '' && !each.startsWith('#'))) {
    const header = /^\s+([\w-]+):\s*(.*)$/.exec(line);
    if (header) rules.at(-1)!.headers.push([header[1]!, header[2]!]);
    else
      rules.push({
        path: new RegExp(
          `^${line
            .trim()
            .split('*')
            .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
            .join('.*')}$`,
        ),
        headers: [],
      });
  }
  return rules;
}
