import { playwright } from '@vitest/browser-playwright';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin, type TestProjectConfiguration } from 'vitest/config';
import { badServer } from './tests/fakes/bad-server';
import { hubServer } from './tests/fakes/hub-server';
import { chromium, WEBGPU_FLAGS } from './tools/chromium';
import { responseHeaders } from './tools/vite-headers';
import { standardLicences } from './tools/vite-licences';
import { modelServer } from './tests/fixtures/model-server';

// Apart from vite.config.ts, so that a build never unpacks a browser.

/** The bad server answers under /bad on the tests' own origin, and on a second origin of its own. */
function badServerPlugin(): Plugin {
  return {
    name: 'haversack:bad-server',
    async configureServer(server) {
      const bad = badServer();
      const elsewhere = await bad.listen();
      server.middlewares.use('/bad', (request, response) => bad.handle(request, response));
      bad.elsewhere = elsewhere.url;
    },
  };
}

/** The fake hub has two hosts of its own; `/hub-fake` tells which. */
function hubServerPlugin(): Plugin {
  return {
    name: 'haversack:hub-server',
    async configureServer(server) {
      const { url, files } = await hubServer().listen();
      server.middlewares.use('/hub-fake', (_request, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({ url, files }));
      });
    },
  };
}

const browser = await chromium();
/** How long what is waited for may take, in ms. One second, as vitest has it, is missed by a machine that is busy. */
const patience = { poll: { timeout: 20_000 } };
const lib = new URL('./src/lib', import.meta.url).pathname;

/**
 * A project in a real Chromium. Files of one run in turn, since they share its storage; projects run beside each other,
 * each in a browser of its own.
 */
function inChromium(name: string, files: { include: string[]; exclude: string[] }): TestProjectConfiguration {
  return {
    extends: true,
    // Workers under test carry the policies that they carry in the app.
    plugins: [
      responseHeaders(),
      standardLicences(),
      svelte(),
      badServerPlugin(),
      hubServerPlugin(),
      modelServer(),
    ],
    optimizeDeps: {
      include: ['hash-wasm', '@mlc-ai/web-llm', '@wllama/wllama/esm/index.js', 'qr', 'qr/decode.js'],
    },
    worker: { format: 'es' },
    test: {
      name,
      ...files,
      setupFiles: ['tests/fixtures/clean-storage.ts'],
      expect: patience,
      testTimeout: 60_000,
      hookTimeout: 60_000,
      fileParallelism: false,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: {
            executablePath: browser.executablePath,
            args: [...browser.args, ...WEBGPU_FLAGS],
            env: browser.env,
          },
        }),
        instances: [{ browser: 'chromium' }],
      },
    },
  };
}

const IN_NODE = 'tests/browser/**/*.node.test.ts';
const ENGINES = 'tests/browser/engine/**/*.test.ts';

export default defineConfig({
  resolve: { alias: { $lib: lib } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          expect: patience,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          include: ['tests/unit/**/*.test.ts', IN_NODE, 'tests/*.test.ts'],
        },
      },
      inChromium('browser', { include: ['tests/browser/**/*.test.ts'], exclude: [IN_NODE, ENGINES] }),
      // Real models compute for minutes where the others mostly wait.
      inChromium('engine', { include: [ENGINES], exclude: [] }),
    ],
  },
});
