/** End-to-end tests: the built site as `npm start` serves it, in a real Chromium. */
import { defineConfig } from '@playwright/test';
import { chromium, WEBGPU_FLAGS } from './tools/chromium';

const port = Number(process.env['HAVERSACK_E2E_PORT'] ?? 4310);
const { executablePath, args, env } = await chromium();

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/e2e',
  // The CPU engine leaves one core to the page: with two at a time, a machine of two cores is busy. Each worker has its
  // own browser and its own ports (tests/e2e/site.ts); the build and the cache folder are only read.
  workers: 2,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env['CI']),
  use: { baseURL: `http://localhost:${port}`, screenshot: 'only-on-failure' },
  projects: [
    {
      // WebGPU on SwiftShader: first, since its tests take longest, and one at a time, since each takes all the cores.
      name: 'gpu',
      workers: 1,
      testMatch: '**/*.gpu.test.ts',
      use: { launchOptions: { executablePath, args: [...args, ...WEBGPU_FLAGS], env } },
    },
    {
      // What most machines are to a browser: no WebGPU adapter, so the CPU engine.
      name: 'cpu',
      testIgnore: '**/*.gpu.test.ts',
      use: { launchOptions: { executablePath, args, env } },
    },
  ],
  webServer: {
    command: `node tools/start.mjs --packs none --no-open --port ${port}`,
    url: `http://localhost:${port}/`,
    // The first run builds.
    timeout: 180_000,
    stdout: 'pipe',
  },
});
