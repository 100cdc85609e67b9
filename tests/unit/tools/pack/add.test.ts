import { copyFile, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStandIn } from '../../../../src/lib/domain/licence-texts';
import { addPack } from '../../../../tools/pack/add';
import { parsePackOptions } from '../../../../tools/pack/options';
import { report } from '../../../../tools/pack/report';
import { PackCache } from '../../../../tools/packs/cache';
import { PackSite } from '../../../../tools/packs/site';
import { modelDigest, modelPath } from '../../../fixtures/models';

let folder = '';
let cache: PackCache;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-add-'));
  cache = new PackCache(join(folder, 'cache'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const add = (...words: string[]) => addPack(cache, join(folder, 'libs'), parsePackOptions(words));

describe('npm run pack', { timeout: 60_000 }, () => {
  it('offers a model under what its file and the person say of it, and claims nothing else', async () => {
    const licence = join(folder, 'my licence.txt');
    await writeFile(licence, 'Do what you like.');
    const added = await add(
      modelPath('smollm2'),
      '--name',
      'Mine',
      '--licence-file',
      licence,
      '--languages',
      'en,fr',
    );
    const site = new PackSite(cache, join(folder, 'libs'));
    const manifest = (await site.packs()).find(({ packId }) => packId === added.pack.packId)!.manifest;
    expect(manifest.name).toBe('Mine');
    expect(manifest.languages).toEqual(['en', 'fr']);
    expect(manifest.warnings).toContain('unmeasured');
    expect(manifest.translation).toEqual([]);
    expect(manifest.shards.map(({ path, role }) => [path, role])).toEqual([
      [modelDigest('smollm2'), 'weights'],
      ['licence/my_licence.txt', 'licence'],
    ]);
    expect(report(added)).toContain('GPU      No: there is no compiled library for the architecture llama.');
  });

  it('puts the standard text beside a model whose licence it names, where no file of it is given', async () => {
    const { pack } = await add(modelPath('smollm2'), '--licence', 'mit');
    const text = pack.manifest.shards.find(isStandIn)!;
    expect(text.path).toBe('licence/MIT.txt');
    expect(await readFile(cache.blob(text.sha256), 'utf8')).toContain('MIT License');
  });

  it('asks for acceptance where nobody named a licence', async () => {
    const { pack } = await add(modelPath('smollm2'), '--licence', 'LicenseRef-unknown');
    expect(pack.manifest.licence.mustAccept).toBe(true);
  });

  it.each([
    ['is no GGUF', async (path: string) => writeFile(path, '<html>'), 'is not a GGUF file'],
    ['was cut off', (path: string) => truncate(path, 40_000_000), 'is cut off'],
    ['has a damaged header', damageHeader, 'nothing was added'],
  ])('refuses a file that %s, and keeps nothing of it', async (_, damage, words) => {
    const path = join(folder, 'model.gguf');
    await copyFile(modelPath('smollm2'), path);
    await damage(path);
    await expect(add(path)).rejects.toThrow(words);
    expect(await readdir(cache.blobs).catch(() => [])).toEqual([]);
  });

  it('refuses a manifest that no browser would take, before it copies anything', async () => {
    await expect(add(modelPath('smollm2'), '--languages', 'en,!')).rejects.toThrow(
      'languages[1]: not a BCP-47 tag',
    );
    expect(await readdir(cache.root).catch(() => [])).toEqual([]);
  });

  it.each([[[]], [['a.gguf', 'b.gguf']], [['a.gguf', '--nmae', 'x']]])(
    'does not guess what %j means',
    (words) => {
      expect(() => parsePackOptions(words)).toThrow(/Name one model file|Unknown option '--nmae'/);
    },
  );
});

async function damageHeader(path: string): Promise<void> {
  const file = await open(path, 'r+');
  // The number of metadata entries.
  await file.write(Buffer.alloc(8, 0xff), 0, 8, 16);
  await file.close();
}
