/**
 * The Chromium of the npm package @sparticuz/chromium (x64 Linux). Its own unpacking goes to the temp folder and brings
 * its shared libraries only on Lambda: here all of it goes to node_modules/.cache, with what the system may lack.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Problem } from './problem.mjs';

const MODULES = fileURLToPath(new URL('../node_modules', import.meta.url));
const PACKAGE = join(MODULES, '@sparticuz', 'chromium', 'package.json');
const UNPACK = "import('@sparticuz/chromium').then((module) => module.default.executablePath())";

export async function npmChromium(
  env: Record<string, string>,
): Promise<{ executablePath: string; env: Record<string, string> }> {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(PACKAGE))
    throw new Problem(
      'No Chrome or Chromium was found, and npm has one for x64 Linux only: install one, or name it in $CHROMIUM.',
    );
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
  const folder = join(MODULES, '.cache', `chromium-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  const libraries = [join(folder, 'al2023', 'lib'), env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  // Without any font, text has no size and counts as hidden.
  const fonts: Record<string, string> = systemHasFonts() ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  return { executablePath: join(folder, 'chromium'), env: { ...env, LD_LIBRARY_PATH: libraries, ...fonts } };
}

function systemHasFonts(): boolean {
  const folder = '/usr/share/fonts';
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => /\.(ttf|otf|ttc)$/.test(String(name)))
  );
}

/** Unpacks beside the final folder and renames, so that a half-unpacked browser is never run. */
async function unpack(folder: string): Promise<void> {
  const partial = `${folder}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    await promisify(execFile)(process.execPath, ['-e', UNPACK], {
      cwd: join(MODULES, '..'),
      // The package takes its target from TMPDIR, and unpacks its libraries where it believes to be on Lambda.
      env: { ...process.env, TMPDIR: partial, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
    });
    await writeFile(join(partial, 'fonts', 'fonts.conf'), fontsConfiguration(join(folder, 'fonts')));
    if (!existsSync(folder)) await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

function fontsConfiguration(fonts: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${join(fonts, 'cache')}</cachedir></fontconfig>
`;
}
