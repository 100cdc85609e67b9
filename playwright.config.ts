/** End-to-end tests: the built site as `npm start` serves it, in a real Chromium. */
import { defineConfig } from '@playwright/test';
import { chromium, WEBGPU_FLAGS } from './tools/chromium';

const port = Number(process.env['HAVERSACK_E2E_PORT'] ?? 4310);
const { executablePath, args, env } = await chromium();

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/e2e',
  // Models are heavy: two at once on a small machine would only slow each other down.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env['CI']),
  use: { baseURL: `http://localhost:${port}`, screenshot: 'only-on-failure' },
  projects: [
    {
      // What most machines are to a browser: no WebGPU adapter, so the CPU engine.
      name: 'cpu',
      testIgnore: '**/*.gpu.test.ts',
      use: { launchOptions: { executablePath, args, env } },
    },
    {
      // WebGPU on SwiftShader.
      name: 'gpu',
      testMatch: '**/*.gpu.test.ts',
      use: { launchOptions: { executablePath, args: [...args, ...WEBGPU_FLAGS], env } },
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
