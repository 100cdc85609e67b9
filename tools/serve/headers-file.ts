/**
 * build/_headers, in the syntax that Netlify, Cloudflare Pages and compatible hosts read: a path line, where `*` stands
 * for any run of characters, then indented `Name: value` lines; the lines of every rule that matches add up.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { headersFor, WORKER_POLICIES, type Headers } from '../../src/headers';
import { IMMUTABLE, REVALIDATE } from './send';

/** `base` as in tools/base.mjs. */
export function headersFile(base = ''): string {
  const everywhere = headersFor('/');
  const rules: [string, Headers][] = [
    ['/*', everywhere],
    ['/_app/immutable/*', { 'Cache-Control': IMMUTABLE }],
    ['/packs/blobs/*', { 'Cache-Control': IMMUTABLE, 'Content-Type': 'application/octet-stream' }],
    ['/service-worker.js', { 'Cache-Control': REVALIDATE }],
    ...Object.keys(WORKER_POLICIES).map((name) => workerRule(name, everywhere)),
  ];
  return rules.map(([path, headers]) => `${base}${path}\n${lines(headers)}`).join('\n');
}

/** Only what the worker adds: a host that met one header in two rules would send both values. */
function workerRule(name: string, everywhere: Headers): [string, Headers] {
  const all = headersFor(`/_app/immutable/workers/${name}-00000000.js`);
  const added = Object.entries(all).filter(([header, value]) => everywhere[header] !== value);
  return [`/_app/immutable/workers/${name}-*`, Object.fromEntries(added)];
}

function lines(headers: Headers): string {
  return Object.entries(headers)
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join('');
}

export async function writeHeadersFile(build: string, base: string): Promise<void> {
  await writeFile(join(build, '_headers'), headersFile(base));
}
