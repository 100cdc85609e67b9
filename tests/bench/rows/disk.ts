import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { packBytes } from '../../../src/lib/domain/pack';
import { installFromStart, openProfile } from '../browser';
import type { Lab } from '../lab';
import type { RowResult } from '../row';
import { serveSite } from '../server';

type Usage = { total: number; details: Record<string, number> };

/** What the browser stores for a pack, over the bytes of the pack. */
export async function diskUse(lab: Lab): Promise<RowResult> {
  const packs = lab.packs();
  const pack = (await packs.packs()).find(({ manifest }) => manifest.name.includes('SmolLM2'));
  if (!pack) throw new Error('SmolLM2 is not in the cache: run npm start once');
  const site = await serveSite({ build: await lab.app(), packs });
  const profile = await openProfile({ shell: true });
  lab.browser = profile.version;
  try {
    const page = await profile.context.newPage();
    await page.goto(site.url);
    await page.evaluate(
      'navigator.serviceWorker.ready.then(async () => { while (!navigator.serviceWorker.controller) await new Promise((go) => setTimeout(go, 50)) })',
    );
    const shell = await settledUsage(page);
    await installFromStart(page, site.url, /SmolLM2/);
    const after = await settledUsage(page);
    const bytes = packBytes(pack.manifest);
    const files = await folderBytes(join(profile.folder, 'Default', 'File System'));
    return {
      row: 'disk',
      figures: [
        {
          name: 'storage used by the pack / its bytes',
          unit: 'ratio',
          measured: (after.total - shell.total) / bytes,
          target: { at: 'most', value: 1.01 },
        },
        { name: 'files of the OPFS on disk / its bytes', unit: 'ratio', measured: files / bytes },
        { name: 'the pack', unit: 'bytes', measured: bytes },
        { name: 'the shell, before', unit: 'bytes', measured: shell.total },
      ],
      notes: ['Storage as navigator.storage.estimate() says, after the installation minus before it.'],
      raw: { shell, after, bytes, files },
    };
  } finally {
    await profile.close();
    await site.close();
  }
}

/** The browser's own count lags behind what is written: read until it stands still. */
async function settledUsage(page: Page): Promise<Usage> {
  let last: Usage = { total: -1, details: {} };
  for (let stands = 0; stands < 3;) {
    await page.waitForTimeout(700);
    const now: Usage = await page.evaluate(
      'navigator.storage.estimate().then(({ usage, usageDetails }) => ({ total: usage, details: usageDetails ?? {} }))',
    );
    stands = now.total === last.total ? stands + 1 : 0;
    last = now;
  }
  return last;
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map((entry) => stat(join(entry.parentPath, entry.name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
