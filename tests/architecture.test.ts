import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The laws of the house (ARCHITECTURE.md), read off the code itself. */
const ROOT = resolve(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');
const LIB = join(SRC, 'lib');

type SourceFile = { path: string; room: string; text: string; imports: string[] };

const IMPORT = /(?:from\s+|import\s*\(\s*|import\s+)['"]([^'"]+)['"]/g;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** `src/lib/packs/store/store.ts` is in room `packs`; files straight in src/lib name a room of their own. */
function roomOf(path: string): string {
  const inLib = relative(LIB, path);
  if (!inLib.startsWith('..')) return (inLib.split('/')[0] ?? '').replace(/\.ts$/, '');
  return (relative(SRC, path).split('/')[0] ?? '').replace(/\.ts$/, '');
}

function target(from: string, specifier: string): string {
  if (specifier.startsWith('$lib/')) return roomOf(join(LIB, specifier.slice(5)));
  if (specifier.startsWith('.')) return roomOf(resolve(dirname(from), specifier));
  return specifier;
}

const files: SourceFile[] = filesBelow(SRC).map((path) => {
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(IMPORT)].map((match) => target(path, match[1] ?? ''));
  return { path: relative(ROOT, path), room: roomOf(path), text, imports };
});

/** What each room may import of the house. Its own files are always allowed. */
const MAY_IMPORT: Record<string, string[]> = {
  domain: [],
  wire: ['domain'],
  packs: ['domain', 'wire'],
  gguf: ['domain'],
  mlc: ['domain'],
  engine: ['domain', 'wire'],
  tasks: ['domain'],
  documents: ['domain'],
  peer: ['domain', 'wire'],
  records: ['domain'],
  i18n: ['domain'],
  catalogue: ['domain'],
  workers: ['domain', 'wire', 'packs', 'gguf', 'mlc', 'engine'],
  state: [
    'domain',
    'wire',
    'packs',
    'gguf',
    'engine',
    'tasks',
    'documents',
    'records',
    'peer',
    'catalogue',
    'i18n',
    'headers',
  ],
  ui: ['domain', 'i18n'],
  routes: ['domain', 'state', 'ui', 'i18n'],
  'service-worker': ['headers', 'domain'],
  headers: [],
};

const ROOMS = new Set(Object.keys(MAY_IMPORT));

describe('the laws of imports', () => {
  it('finds the whole house', () => {
    expect(files.length).toBeGreaterThan(60);
    for (const room of ['domain', 'wire', 'packs', 'gguf', 'engine', 'tasks', 'state', 'ui', 'routes']) {
      expect(
        files.some((file) => file.room === room),
        room,
      ).toBe(true);
    }
  });

  it.each(Object.entries(MAY_IMPORT))('%s imports only what lies below it', (room, allowed) => {
    const wrong = files
      .filter((file) => file.room === room)
      .flatMap((file) =>
        file.imports
          .filter((name) => ROOMS.has(name) && name !== room && !allowed.includes(name))
          .map((name) => `${file.path} -> ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('knows every room', () => {
    const unknown = files.filter((file) => !ROOMS.has(file.room) && !['app.d', 'app'].includes(file.room));
    expect(unknown.map((file) => file.path)).toEqual([]);
  });
});

/** The floors of `packs`, lowest first. Each stands on those below it; what lies straight in the room is the roof. */
const FLOORS = ['form', 'store', 'line', 'trust', 'fetch', 'keep', 'install'];

describe('the floors of packs', () => {
  const PACKS = join(LIB, 'packs');
  const rankOf = (path: string): number => {
    const [folder, ...rest] = relative(PACKS, path).split('/');
    return rest.length > 0 ? FLOORS.indexOf(folder ?? '') : FLOORS.length;
  };
  /** What every installation is handed: it is made at the top. */
  const handedDown = new Set(['room', 'site-service'].map((name) => join(PACKS, name)));

  it.each(FLOORS)('%s imports only what lies below it', (floor) => {
    const below = files.filter(({ path }) => path.startsWith(`src/lib/packs/${floor}/`));
    expect(below.length).toBeGreaterThan(4);
    const upwards = below.flatMap(({ path, text }) =>
      [...text.matchAll(IMPORT)]
        .map((match) => resolve(ROOT, dirname(path), match[1] ?? ''))
        .filter((name) => name.startsWith(`${PACKS}/`))
        .filter((name) => floor !== 'install' || !handedDown.has(name))
        .filter((name) => rankOf(name) < 0 || rankOf(name) > FLOORS.indexOf(floor))
        .map((name) => `${path} -> ${relative(PACKS, name)}`),
    );
    expect(upwards).toEqual([]);
  });
});

/** One fact, one home: who may use a power of the platform. */
const HOMES: { power: string; pattern: RegExp; allowed: (path: string) => boolean }[] = [
  {
    power: 'fetch of model bytes and catalogues',
    pattern: /(?<![\w.])fetch\(|\b(?:globalThis|self|window)\s*\.\s*fetch\b/,
    allowed: (path) =>
      path.startsWith('src/service-worker/') ||
      ['src/lib/packs/line/send.ts', 'src/lib/packs/line/network.ts'].includes(path) ||
      path === 'src/lib/state/runtime.ts' ||
      // Background Fetch is the browser's own, and hangs on the page's service worker.
      path === 'src/lib/state/backgroundFetch.ts' ||
      path === 'src/lib/engine/no-network.ts',
  },
  {
    power: 'a socket, which is opened only to prove that it cannot be',
    pattern: /\bWebSocket\b/,
    allowed: (path) => path === 'src/lib/engine/no-network.ts',
  },
  {
    power: 'any other way to the network',
    pattern: /\b(?:XMLHttpRequest|EventSource|WebTransport|sendBeacon)\b/,
    allowed: () => false,
  },
  {
    power: 'a connection to another device',
    pattern: /\bRTCPeerConnection\b/,
    allowed: (path) => path === 'src/lib/peer/link.ts',
  },
  {
    power: 'the camera',
    pattern: /\bgetUserMedia\b|\bBarcodeDetector\b|from 'qr|import\('qr/,
    allowed: (path) => path.startsWith('src/lib/peer/'),
  },
  {
    power: 'OPFS',
    pattern: /getDirectory\(\)|createSyncAccessHandle\(/,
    allowed: (path) => path.startsWith('src/lib/packs/store/') || path === 'src/lib/engine/probe.ts',
  },
  { power: 'IndexedDB', pattern: /idb-keyval|indexedDB/, allowed: (path) => path === 'src/lib/records.ts' },
  {
    power: 'new Worker',
    pattern: /new Worker\(/,
    // A thread of a worker is that worker's own.
    allowed: (path) => path.startsWith('src/lib/state/') || path === 'src/lib/workers/hash-thread.ts',
  },
  {
    power: 'postMessage',
    pattern: /\.postMessage\(/,
    // Between tabs there is no port, only a BroadcastChannel: who downloads tells who waits.
    allowed: (path) => path.startsWith('src/lib/wire/') || path === 'src/lib/packs/install/follow.ts',
  },
  {
    power: '@mlc-ai/web-llm',
    pattern: /from '@mlc-ai\/web-llm'|import\('@mlc-ai\/web-llm'\)/,
    allowed: (path) => path.startsWith('src/lib/engine/webllm'),
  },
  {
    power: '@wllama/wllama',
    pattern: /from '@wllama\/wllama/,
    allowed: (path) => path.startsWith('src/lib/engine/wllama'),
  },
  { power: '{@html}', pattern: /\{@html/, allowed: () => false },
  { power: 'innerHTML', pattern: /innerHTML|insertAdjacentHTML|document\.write/, allowed: () => false },
  { power: 'any', pattern: /:\s*any\b|\bas any\b|@ts-ignore|@ts-nocheck/, allowed: () => false },
];

describe('one fact, one home', () => {
  it.each(HOMES)('$power is used in its home only', ({ pattern, allowed }) => {
    const elsewhere = files.filter((file) => pattern.test(file.text) && !allowed(file.path));
    expect(elsewhere.map((file) => file.path)).toEqual([]);
  });
});

/** The files of a folder, by their path from the root. */
function pathsOf(folder: string, kinds: RegExp): { path: string; text: string }[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && kinds.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }));
}

describe('the tools', () => {
  it('import of the app only what knows packs, models and headers', () => {
    const tools = pathsOf('tools', /\.(ts|mjs|js)$/);
    expect(tools.length).toBeGreaterThan(30);
    const imported = tools.flatMap(({ path, text }) =>
      [...text.matchAll(IMPORT)]
        .map((match) => match[1] ?? '')
        .map((name) => (name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(path), name)) : name))
        .map((name) => ({ path, name })),
    );
    const ofTheApp = imported.filter(({ name }) => name.startsWith('src/') || name.startsWith('$lib'));
    expect(ofTheApp.length).toBeGreaterThan(20);
    const allowed = /^src\/(?:lib\/(?:(?:packs|gguf|mlc|domain|catalogue)\/|workers\/inspect$)|headers$)/;
    expect(ofTheApp.filter(({ name }) => !allowed.test(name))).toEqual([]);
    expect(imported.filter(({ name }) => name.startsWith('tests/'))).toEqual([]);
  });
});

/** Longer than they should be, each for a reason. */
const LONG: Record<string, string> = {
  'tests/browser/state/translate.test.ts': 'one page subject with all its faults, under one bench',
  'tests/browser/state/library.test.ts': 'one page subject with all its faults, under one bench',
};

describe('files are small enough to read at once', () => {
  // Tables of words and of sentences are data, one line an entry.
  const data = /^src\/lib\/i18n\/|-data\.ts$|^tests\/unit\/tasks\/gates\/good-translations\.ts$/;

  it.each(['src', 'tools', 'tests'])('in %s', (folder) => {
    const found = pathsOf(folder, /\.(ts|svelte|mjs|js|py)$/);
    expect(found.length).toBeGreaterThan(30);
    const long = found.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path);
    expect(long.filter((path) => !data.test(path) && !(path in LONG))).toEqual([]);
  });
});

describe('errors', () => {
  it('are thrown only as AppError', () => {
    const raw = files.filter(
      (file) =>
        /throw new (?!AppError|DOMException)\w*Error\(/.test(file.text) && file.room !== 'service-worker',
    );
    expect(raw.map((file) => file.path)).toEqual([]);
  });
});
