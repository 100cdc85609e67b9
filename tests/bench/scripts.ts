import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** Where the pages of the bench are served: names under it are hashed and kept by browsers, as the app's are. */
export const PAGES_BASE = '/_app/immutable/bench/';

const COMMON: InlineConfig = { configFile: false, logLevel: 'error', worker: { format: 'es' } };

/** Builds the pages of tests/bench/pages into `folder`, with the workers of the app as the app builds them. */
export async function buildPages(folder: string): Promise<void> {
  const page = (name: string) => `${HERE}pages/${name}.html`;
  const names = { entryFileNames: 'workers/[name]-[hash].js', chunkFileNames: 'workers/chunks/[hash].js' };
  await build({
    ...COMMON,
    root: `${HERE}pages`,
    base: PAGES_BASE,
    worker: { format: 'es', rollupOptions: { output: names } },
    build: {
      outDir: `${folder}${PAGES_BASE}`,
      target: 'es2022',
      rollupOptions: { input: [page('engines'), page('warm-ours'), page('warm-bare'), page('store')] },
    },
  });
}

/** One file with everything it imports, as text. */
export async function scriptOf(path: string, format: 'es' | 'iife' = 'es'): Promise<string> {
  const built = await build({
    ...COMMON,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: `${HERE}${path}`, formats: [format], name: 'bench', fileName: 'script' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (chunk?.type !== 'chunk') throw new Error(`${path} was not built`);
  return chunk.code;
}
