/**
 * The browser that tests and benchmarks run in: $CHROMIUM, else a Chrome or Chromium of the system, else the one that
 * npm brought, unpacked on first use. `env` must reach the browser's process, `args` its command line.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { npmChromium } from './npm-chromium';

export type ChromiumChoice = {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
  from: 'environment' | 'system' | 'npm';
};

/** WebGPU on the CPU: slow, but the same API. Without these flags `requestAdapter()` gives null. */
export const WEBGPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** No sandbox, since tests also run as root in containers; nothing that talks to the network by itself. */
const ALWAYS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((folder) =>
    join(process.env[folder] ?? '', 'Google', 'Chrome', 'Application', 'chrome.exe'),
  ),
];

export async function chromium(env: NodeJS.ProcessEnv = process.env): Promise<ChromiumChoice> {
  const inherited = Object.fromEntries(
    Object.entries(env).filter((pair): pair is [string, string] => !!pair[1]),
  );
  if (env['CHROMIUM'])
    return { executablePath: env['CHROMIUM'], args: ALWAYS, env: inherited, from: 'environment' };
  const system = systemChromium(env);
  if (system) return { executablePath: system, args: ALWAYS, env: inherited, from: 'system' };
  const npm = await npmChromium(inherited);
  return { ...npm, args: ALWAYS, from: 'npm' };
}

function systemChromium(env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const inPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...inPath, ...APPLICATIONS].find((path) => existsSync(path));
}
