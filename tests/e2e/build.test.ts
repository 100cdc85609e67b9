/** What the build promises: anyone who has the sources can make the same files, byte by byte. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { buildElsewhere, ROOT } from './scratch-build';

test('U3: the same sources in another folder give the same build, digest by digest', async () => {
  const ours = join(ROOT, 'build');
  const { version } = JSON.parse(await readFile(join(ours, '_app/version.json'), 'utf8')) as {
    version: string;
  };
  const { build, remove } = await buildElsewhere({ HAVERSACK_BUILD: version });
  try {
    const list = (folder: string) => readFile(join(folder, 'shell-files.json'), 'utf8');
    expect(JSON.parse(await list(build))).toEqual(JSON.parse(await list(ours)));
    // The worker names the list's digest: where the lists agree, so must the workers.
    const worker = (folder: string) => readFile(join(folder, 'service-worker.js'), 'utf8');
    expect(await worker(build)).toBe(await worker(ours));
  } finally {
    await remove();
  }
});
