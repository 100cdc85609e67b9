import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { copyLibraries } from '../../../../tools/site/make';

const LIBRARIES = fileURLToPath(new URL('../../../../static/libs', import.meta.url));

it('a folder of the site has every compiled library under its digest, for models that people bring', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'haversack-libraries-'));
  try {
    await copyLibraries(LIBRARIES, folder);
    const names = await readdir(folder);
    expect(names).toHaveLength((await readdir(LIBRARIES)).filter((name) => name.endsWith('.gz')).length);
    for (const name of names) {
      const digest = createHash('sha256')
        .update(await readFile(join(folder, name)))
        .digest('hex');
      expect(digest).toBe(name);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
