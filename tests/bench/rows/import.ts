import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { modelBytes, modelPath } from '../../fixtures/models';
import { openProfile } from '../browser';
import type { Lab } from '../lab';
import { openStorePage } from '../store-page';
import type { Installed } from '../pages/store';
import { paired } from '../rounds';
import type { RowResult } from '../row';
import { summary } from '../statistics';

const CHOSEN = 'globalThis.chosen.files[0]';

/** A GGUF of 250 MB from the disk until it can be used, beside a plain copy of it into the same storage. */
export async function importing(lab: Lab): Promise<RowResult> {
  const file = join(await lab.folder(), 'gemma.gguf');
  await symlink(modelPath('gemma3'), file);
  const profile = await openProfile();
  lab.browser = profile.version;
  const { page, close } = await openStorePage(lab, profile);
  try {
    await page.evaluate(
      "globalThis.chosen = Object.assign(document.createElement('input'), { type: 'file' }); document.body.append(chosen)",
    );
    await page.locator('input').setInputFiles(file);
    const ask = async <T>(call: string): Promise<T> => {
      await page.evaluate('window.store.clear()');
      return page.evaluate(`window.store.${call}(${CHOSEN})`);
    };
    // Once each, unmeasured: the disk's cache is warm for both.
    await ask('plainCopy');
    await ask('importFile');
    const pairs = await paired<{ ms: number; readMs: number }>(
      lab.options.rounds,
      async () => {
        const { installedMs, readMs } = await ask<Installed & { readMs: number }>('importFile');
        return { ms: installedMs, readMs };
      },
      async () => {
        const ms = await ask<number>('plainCopy');
        return { ms, readMs: ms };
      },
    );
    const seconds = (side: 'ours' | 'bare') => summary(pairs.map((pair) => pair[side].ms / 1000));
    return {
      row: 'import',
      figures: [
        {
          name: 'from the file to a usable model / plain copy',
          unit: 'ratio',
          measured: summary(pairs.map(({ ours, bare }) => ours.ms / bare.ms)),
          target: { at: 'most', value: 1.5 },
        },
        {
          name: 'until it is stored and hashed / plain copy',
          unit: 'ratio',
          measured: summary(pairs.map(({ ours, bare }) => ours.readMs / bare.ms)),
        },
        { name: 'ours', unit: 's', measured: seconds('ours') },
        { name: 'plain copy', unit: 's', measured: seconds('bare') },
      ],
      notes: [
        `Gemma, ${modelBytes('gemma3')} bytes. Plain: pieces of one MiB from the File into an OPFS file, flushed. Ours: header read, copied into quarantine with a digest of the whole and one a MiB, vetted, receipt written.`,
      ],
      raw: pairs,
    };
  } finally {
    await close();
    await profile.close();
  }
}
