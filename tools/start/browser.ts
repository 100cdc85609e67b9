/** Opens the page in the person's browser, where there is one to see. A browser that does not start is no fault. */
import { spawn } from 'node:child_process';

export function openBrowser(url: string, env: NodeJS.ProcessEnv = process.env): void {
  const command = openerFor(process.platform, env);
  if (!command) return;
  const child = spawn(command[0], [...command.slice(1), url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

/** The command that opens a URL here, or null in CI and without a display. */
export function openerFor(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): [string, ...string[]] | null {
  if (env['CI']) return null;
  if (platform === 'darwin') return ['open'];
  // The empty text is the window's title, without which `start` takes the URL for one.
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null;
}
