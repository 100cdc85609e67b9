import { describe, expect, it } from 'vitest';
import { headersFor, WORKER_POLICIES } from '../../../../src/headers';
import { headersFile } from '../../../../tools/serve/headers-file';

/** Reads `_headers` as its hosts do: `*` is any run of characters, and the lines of every matching rule add up. */
function headersOf(path: string, base = ''): [string, string][] {
  let applies = false;
  const found: [string, string][] = [];
  for (const line of headersFile(base).split('\n')) {
    if (line.startsWith('/')) applies = matches(line, path);
    else if (applies && line.startsWith('  '))
      found.push([line.split(':')[0]!.trim(), line.slice(line.indexOf(':') + 2)]);
  }
  return found;
}

function matches(pattern: string, path: string): boolean {
  const [before = '', after] = pattern.split('*');
  return after === undefined ? path === pattern : path.startsWith(before) && path.endsWith(after);
}

describe('build/_headers', () => {
  const paths = [
    '/',
    '/translate/',
    ...Object.keys(WORKER_POLICIES).map((name) => `/_app/immutable/workers/${name}-AbCd1234.js`),
  ];

  it.each(paths)('gives %s the headers of the local server', (path) => {
    const found = Object.fromEntries(headersOf(path));
    expect(found).toMatchObject(headersFor(path));
  });

  it.each(Object.entries(WORKER_POLICIES))('gives the worker %s its own policy', (name, policy) => {
    const found = Object.fromEntries(headersOf(`/_app/immutable/workers/${name}-AbCd1234.js`));
    expect(found['Content-Security-Policy']).toBe(policy);
  });

  it.each(paths)('names no header twice for %s, since a host would send both values', (path) => {
    const names = headersOf(path).map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('lets hashed files be kept for ever, and the service worker never', () => {
    expect(Object.fromEntries(headersOf('/_app/immutable/chunks/a.js'))['Cache-Control']).toContain(
      'immutable',
    );
    expect(Object.fromEntries(headersOf('/service-worker.js'))['Cache-Control']).toBe('no-cache');
  });

  it('holds for an app below a path of its host, and for nothing else there', () => {
    const worker = '/_app/immutable/workers/gpu-engine-AbCd1234.js';
    expect(Object.fromEntries(headersOf(`/haversack${worker}`, '/haversack'))).toMatchObject(
      headersFor(worker),
    );
    expect(headersOf(worker, '/haversack')).toEqual([]);
  });
});
