import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readArchive } from '../../../../src/lib/packs/archive/read-archive';
import { holdsPack } from '../../../../src/lib/packs/archive/scan-tar';
import { archiveOf, asInstalled, countedSource } from '../../../fakes/memory-archive';
import { seededBytes } from '../../../fakes/seeded-bytes';
import { manifestWith, seededShard } from '../../../fakes/small-pack';

/** A path that GNU writes as a long name of its own, and one with a letter that some systems take apart. */
const FILES = [
  { path: 'model.gguf', seed: 3, bytes: 70_001, role: 'weights' },
  { path: 'LICENSE.txt', seed: 4, bytes: 5000, role: 'licence' },
  { path: `${'folder/'.repeat(12)}${'n'.repeat(99)}`, seed: 5, bytes: 512, role: 'config' },
  { path: 'caf\u00e9/haversack.json', seed: 6, bytes: 1, role: 'config' },
] as const;

const shards = await Promise.all(FILES.map((file) => seededShard({ ...file })));
const content = new Map(
  shards.map(({ sha256 }, at) => [sha256, seededBytes(FILES[at]!.seed, FILES[at]!.bytes)]),
);
const pack = await asInstalled(manifestWith(shards));
const ours = await archiveOf(pack, (sha256) => content.get(sha256)!);

const place = mkdtempSync(join(tmpdir(), 'haversack-tar-'));
const folder = join(place, 'my pack');
afterAll(() => rmSync(place, { recursive: true }));
mkdirSync(folder);
writeFileSync(join(place, 'ours.tar'), ours);
const tar = (...args: string[]) =>
  execFileSync('tar', args, { cwd: place, stdio: ['ignore', 'pipe', 'inherit'] });
tar('xf', 'ours.tar', '-C', folder);

/** What the person packs, from where, in which form: as a file. */
function again(...args: string[]): Uint8Array<ArrayBuffer> {
  tar('cf', 'again.tar', ...args);
  return Uint8Array.from(readFileSync(join(place, 'again.tar')));
}

async function readsAsOurs(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const source = countedSource(bytes);
  expect(await holdsPack(source, bytes.subarray(0, 512))).toBe(true);
  const { about, manifest, offsets } = await readArchive(source);
  expect(about.packId).toBe(pack.packId);
  expect(manifest).toEqual(pack.manifest);
  for (const { path, bytes: length, sha256 } of manifest.shards) {
    const at = offsets.get(path)!;
    expect(Buffer.compare(bytes.subarray(at, at + length), content.get(sha256)!), path).toBe(0);
  }
}

const codeOf = (bytes: Uint8Array<ArrayBuffer>) =>
  readArchive(countedSource(bytes)).then(
    () => 'sound',
    (thrown: { code: string; details: { what?: string } }) => `${thrown.code} ${thrown.details.what ?? ''}`,
  );

/** Others have no words for its older forms. */
const isGnu = tar('--version').toString().includes('GNU');

describe.runIf(isGnu)('an archive that somebody unpacked and packed again', () => {
  it.each(['gnu', 'pax', 'ustar'])('as %s, with its folder, reads as it did', async (format) => {
    const short = format === 'ustar' ? ['--transform=s,^my pack,p,'] : [];
    await readsAsOurs(again(`--format=${format}`, ...short, 'my pack'));
  });

  it('from within its folder reads as it did', async () => {
    await readsAsOurs(again('-C', folder, '.'));
  });

  it('in any order reads as it did, the weights first too', async () => {
    const names = readdirSync(folder).sort();
    await readsAsOurs(again('-C', folder, ...names));
    await readsAsOurs(again('-C', folder, ...names.reverse()));
  });

  it('with what systems leave in folders reads as it did', async () => {
    for (const name of ['.DS_Store', '._manifest.json', 'files/._model.gguf', 'Thumbs.db'])
      writeFileSync(join(folder, name), 'left');
    writeFileSync(join(place, '._my pack'), 'left');
    try {
      await readsAsOurs(again('._my pack', 'my pack'));
    } finally {
      for (const name of ['.DS_Store', '._manifest.json', 'files/._model.gguf', 'Thumbs.db'])
        rmSync(join(folder, name));
      rmSync(join(place, '._my pack'));
    }
  });

  it('with names that a file system has taken apart reads as it did', async () => {
    await readsAsOurs(again('--transform=s,caf\u00e9,cafe\u0301,', 'my pack'));
  });

  it('with a file beside it, a link in it, or two of it says what does not belong', async () => {
    writeFileSync(join(place, 'notes.txt'), 'mine');
    expect(await codeOf(again('my pack', 'notes.txt'))).toBe('archive/extra notes.txt');
    symlinkSync('/etc/passwd', join(folder, 'files', 'link'));
    expect(await codeOf(again('my pack'))).toBe('archive/extra my pack/files/link: type 2');
    rmSync(join(folder, 'files', 'link'));
    execFileSync('cp', ['-r', folder, join(place, 'other')]);
    expect(await codeOf(again('my pack', 'other'))).toBe('archive/extra other/haversack.json');
  });

  it('without one of its papers, or one of its files, says which', async () => {
    expect(await codeOf(again('--exclude=my pack/haversack.json', '--exclude=*/caf*', 'my pack'))).toBe(
      'archive/damaged haversack.json',
    );
    expect(await codeOf(again('--exclude=manifest.json', 'my pack'))).toBe('archive/damaged manifest.json');
    expect(await codeOf(again('--exclude=model.gguf', 'my pack'))).toBe(
      'archive/damaged model.gguf: 0 / 70001',
    );
  });

  it('with another file in the place of one is refused for its length', async () => {
    const bytes = again('-C', folder, ...readdirSync(folder));
    writeFileSync(join(folder, 'files', 'model.gguf'), 'short');
    expect(await codeOf(again('-C', folder, ...readdirSync(folder)))).toBe(
      'archive/damaged model.gguf: 5 / 70001',
    );
    await readsAsOurs(bytes);
  });
});
