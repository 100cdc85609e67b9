import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../../src/lib/domain/digest';
import { knownLicence, licenceOf } from '../../../../src/lib/domain/licences';
import type { InstalledPack, PackManifest } from '../../../../src/lib/domain/pack';
import { packIdOf } from '../../../../src/lib/packs/form/canonical';
import { readPax } from '../../../../src/lib/packs/archive/pax';
import { fileHeader } from '../../../../src/lib/packs/archive/tar-write';
import { checksumOf } from '../../../../src/lib/packs/archive/tar-fields';
import { readArchive } from '../../../../src/lib/packs/archive/read-archive';
import { holdsPack } from '../../../../src/lib/packs/archive/scan-tar';
import { nextEntry } from '../../../../src/lib/packs/archive/tar-read';
import { planArchive } from '../../../../src/lib/packs/archive/write-archive';
import { archiveOf, asInstalled, countedSource } from '../../../fakes/memory-archive';
import { seededBytes } from '../../../fakes/seeded-bytes';
import { manifestWith, seededShard } from '../../../fakes/small-pack';

const LONG = `${'folder/'.repeat(20)}${'n'.repeat(99)}`;
const FILES = [
  { path: 'model.gguf', seed: 3, bytes: 70_001, role: 'weights' },
  { path: 'LICENSE.txt', seed: 4, bytes: 5000, role: 'licence' },
  { path: LONG, seed: 5, bytes: 512, role: 'config' },
  { path: 'папка/файл-模型.json', seed: 6, bytes: 1, role: 'config' },
  { path: 'manifest.json', seed: 7, bytes: 40, role: 'config' },
] as const;

async function samplePack(): Promise<{
  pack: InstalledPack;
  content: (sha256: Digest) => Uint8Array<ArrayBuffer>;
}> {
  const shards = await Promise.all(FILES.map((file) => seededShard({ ...file })));
  const content = new Map(
    shards.map(({ sha256 }, at) => [sha256, seededBytes(FILES[at]!.seed, FILES[at]!.bytes)]),
  );
  return { pack: await asInstalled(manifestWith(shards)), content: (sha256) => content.get(sha256)! };
}

const sample = await samplePack();
const whole = await archiveOf(sample.pack, sample.content);
const plan = await planArchive(sample.pack);

/** Where the header of a file of the archive lies, and where its content begins. */
function placeOf(path: string): { header: number; content: number } {
  let at = 0;
  for (const [index, piece] of plan.pieces.entries()) {
    if (piece.kind === 'file' && piece.path === path)
      return { header: at - lengthOf(plan.pieces[index - 1]!), content: at };
    at += lengthOf(piece);
  }
  throw new Error(path);
}
const lengthOf = (piece: (typeof plan.pieces)[number]) =>
  piece.kind === 'file' ? piece.bytes : piece.bytes.length;

const codeOf = (bytes: Uint8Array<ArrayBuffer>) =>
  readArchive(countedSource(bytes)).then(
    () => 'sound',
    (thrown: { code: string; details: { what?: string } }) => `${thrown.code} ${thrown.details.what ?? ''}`,
  );

/** A copy of the archive in which the header at `at` was changed, with its checksum put right. */
function rewritten(at: number, change: (header: Uint8Array) => void): Uint8Array<ArrayBuffer> {
  const copy = whole.slice();
  const header = copy.subarray(at, at + 512);
  change(header);
  const sum = checksumOf(header).toString(8).padStart(6, '0');
  header.set(new TextEncoder().encode(`${sum}\0 `), 148);
  return copy;
}
const put = (text: string, at: number) => (header: Uint8Array) =>
  header.set(new TextEncoder().encode(text), at);

describe('an archive of ours', () => {
  it('gives every file back, whatever its path, and reads no file to say so', async () => {
    const source = countedSource(whole);
    expect(await holdsPack(source, whole.subarray(0, 512))).toBe(true);
    const { about, manifest, offsets } = await readArchive(source);
    expect(about).toMatchObject({ packId: sample.pack.packId, trust: 'first-seen', name: 'Small pack' });
    expect(manifest).toEqual(sample.pack.manifest);
    for (const { path, bytes, sha256 } of manifest.shards) {
      const at = offsets.get(path)!;
      expect(whole.slice(at, at + bytes), path).toEqual(sample.content(sha256));
    }
    expect(source.readBytes).toBeLessThan(whole.length - 60_000);
  });

  it('is the same bytes on another day, and says nothing of the person', async () => {
    const later = {
      ...sample.pack,
      installedAt: '2027-01-01T00:00:00.000Z',
      source: { kind: 'file', fileName: 'my-secret-name.gguf' },
      word: { at: '2027-01-01T00:00:00.000Z', note: 'from Ada' },
    } as const satisfies InstalledPack;
    const [once, again] = [
      await archiveOf(later, sample.content),
      await archiveOf({ ...later, installedAt: '' }, sample.content),
    ];
    expect(once).toEqual(again);
    const text = new TextDecoder().decode(once);
    expect(text).not.toContain('my-secret-name');
    expect(text).not.toContain('from Ada');
    expect(text).not.toContain('2027');
  });

  it('carries the word of the site that vouches', async () => {
    const vouch = { key: btoa('k'.repeat(32)), signature: btoa('s'.repeat(64)) };
    const bytes = await archiveOf({ ...sample.pack, trust: 'vouched', vouch }, sample.content);
    expect((await readArchive(countedSource(bytes))).about).toMatchObject({ trust: 'vouched', vouch });
  });

  it('has the notice that its licence asks for in a text file of that name', async () => {
    const licence = licenceOf({ id: 'llama3.2' });
    const manifest = { ...sample.pack.manifest, licence };
    const packId = await packIdOf(manifest);
    const bytes = await archiveOf({ ...sample.pack, manifest, packId }, sample.content);
    const text = new TextDecoder().decode(bytes);
    const at = text.indexOf('NOTICE.txt\0');
    const notice = text.slice(at + 512, text.indexOf('\0', at + 512));
    expect(notice.startsWith(`${knownLicence('llama3.2')!.notice}\n\nModel: Small pack\n`)).toBe(true);
    expect(notice).toContain(licence.url);
    expect((await readArchive(countedSource(bytes))).manifest).toEqual(manifest);
  });

  it('is named after the model and the pack, plain on every system', () => {
    expect(plan.fileName).toBe(`small-pack-${sample.pack.packId.slice(0, 8)}.haversack.tar`);
  });

  it('has the licences before the rest and the weights last', () => {
    const paths = plan.pieces.flatMap((piece) => (piece.kind === 'file' ? [piece.path] : []));
    expect(paths[0]).toBe('LICENSE.txt');
    expect(paths.at(-1)).toBe('model.gguf');
  });

  it('holds sizes beyond 8 GiB as pax and as base-256 have them', async () => {
    const bytes = 9 * 2 ** 30;
    const header = fileHeader('files/model.gguf', bytes);
    expect(header.length).toBe(3 * 512);
    expect(await nextEntry(countedSource(header), 0)).toEqual({
      path: 'files/model.gguf',
      bytes,
      offset: 3 * 512,
    });

    const gnu = fileHeader('files/model.gguf', 1);
    gnu.set([0x80, 0, 0, 0, 0, 0, 0, 2, 0x40, 0, 0, 0], 124);
    gnu.set(new TextEncoder().encode(`${checksumOf(gnu).toString(8).padStart(6, '0')}\0 `), 148);
    expect(await nextEntry(countedSource(gnu), 0)).toMatchObject({ bytes });
  });
});

describe('an archive that was cut off', () => {
  it('says what is missing, wherever the cut is', async () => {
    const { content } = placeOf('model.gguf');
    expect(await codeOf(whole.slice(0, content + 1000))).toBe('archive/damaged model.gguf: 1000 / 70001');
    expect(await codeOf(whole.slice(0, placeOf('model.gguf').header))).toBe(
      'archive/damaged model.gguf: 0 / 70001',
    );
    expect(await codeOf(whole.slice(0, -1024))).toBe('archive/damaged end');
  });

  it('is refused at every length', async () => {
    for (let length = 0; length < whole.length; length += length < 20_000 ? 97 : 1511) {
      expect(await codeOf(whole.slice(0, length)), String(length)).toMatch(/^archive\/damaged /);
    }
  });
});

describe('A3: an archive made to mislead', () => {
  const { header } = placeOf('LICENSE.txt');

  it.each([
    ['a path out of the folder', '../../etc/passwd', 'archive/limits ../../etc/passwd: path'],
    ['an absolute path', '/etc/passwd', 'archive/limits /etc/passwd: path'],
    ['a backslash', '..\\evil.exe', 'archive/limits ..\\evil.exe: path'],
    ['an escaped path', 'files/%2e%2e/evil', 'archive/extra files/%2e%2e/evil'],
    ['a file that the manifest does not list', 'files/evil.sh', 'archive/extra files/evil.sh'],
    ['a name that every object has', 'constructor', 'archive/extra constructor'],
    ['a device name', 'files/CON', 'archive/extra files/CON'],
    ['the same file in other letters', 'files/license.TXT', 'archive/extra files/license.TXT'],
    ['the same file in letters that look alike', 'files/LIС', 'archive/extra files/LIС'],
    ['a second manifest', 'manifest.json', 'archive/limits manifest.json: twice'],
    ['a second manifest by a detour', './manifest.json', 'archive/limits manifest.json: twice'],
  ])('%s is refused', async (_, path, told) => {
    const change = (block: Uint8Array) => (block.fill(0, 0, 100), put(path, 0)(block));
    expect(await codeOf(rewritten(header, change))).toBe(told);
  });

  it('a NUL within a name is refused', async () => {
    expect(await codeOf(rewritten(header, put('files/LIC\0ENSE.txt', 0)))).toBe('archive/limits NUL');
  });

  it.each(['1', '2', '3', '4', '5', '6', '7', 'S', 'K', 'V', 'M', 'D', 'A'])(
    'type %s is no plain file',
    async (type) => {
      expect(await codeOf(rewritten(header, put(type, 156)))).toBe(
        `archive/extra files/LICENSE.txt: type ${type}`,
      );
    },
  );

  it.each(['L', 'g', 'x'])('type %s says something of the next file, which must make sense', async (type) => {
    expect(await codeOf(rewritten(header, put(type, 156)))).toMatch(/^archive\/(?:limits|damaged) /);
  });

  it('a size that is not the one of the manifest is refused', async () => {
    expect(await codeOf(rewritten(header, put('00000011611\0', 124)))).toBe(
      'archive/damaged LICENSE.txt: 5001 / 5000',
    );
    expect(await codeOf(rewritten(header, put('77777777777\0', 124)))).toMatch(
      /^archive\/damaged LICENSE.txt/,
    );
    expect(await codeOf(rewritten(header, put('-0000001000\0', 124)))).toBe('archive/damaged size');
  });

  it('a header with a wrong checksum is refused', async () => {
    const copy = whole.slice();
    copy[header + 110] = 0x37;
    expect(await codeOf(copy)).toBe('archive/damaged checksum of a header');
  });

  it('a file that comes twice is refused', async () => {
    const end = whole.length - 1024;
    const { content } = placeOf('LICENSE.txt');
    const once = whole.slice(header, content + 5120);
    const twice = new Uint8Array(whole.length + once.length);
    twice.set(whole.subarray(0, end));
    twice.set(once, end);
    expect(await codeOf(twice)).toBe('archive/limits files/LICENSE.txt: twice');
  });

  it('bytes in the padding or after the end are refused', async () => {
    const padded = whole.slice();
    padded[placeOf('LICENSE.txt').content + 5001] = 1;
    expect(await codeOf(padded)).toMatch(/^archive\/limits .*padding/);
    const tail = new Uint8Array(whole.length + 10_240);
    tail.set(whole);
    expect(await codeOf(tail)).toBe('sound');
    tail[tail.length - 1] = 1;
    expect(await codeOf(tail)).toMatch(/after the end$/);
  });

  it('a manifest that is not the one of the pack id is refused', async () => {
    const other: PackManifest = { ...sample.pack.manifest, name: 'Small bag!' };
    const forged = await archiveOf({ ...sample.pack, manifest: other }, sample.content);
    expect(await codeOf(forged)).toBe('archive/damaged manifest.json');
  });

  it('a paper that claims 4 GiB is refused before anything of that size is read', async () => {
    const copy = rewritten(0, put('37777777777\0', 124));
    const source = countedSource(copy);
    await expect(readArchive(source)).rejects.toMatchObject({ code: 'archive/limits' });
    expect(source.readBytes).toBeLessThan(10_000);
  });

  it.each([
    ['linkpath=../../etc', 'archive/limits'],
    ['GNU.sparse.size=10', 'archive/limits'],
    ['path=a\0b', 'archive/limits'],
    ['size=99999999999999999', 'archive/limits'],
    ['size=-1', 'archive/limits'],
    ['=x', 'archive/damaged'],
  ])('a pax record that says %j is refused', (record, code) => {
    const text = ` ${record}\n`;
    const digits = text.length + 1 < 10 ? 1 : 2;
    const bytes = new TextEncoder().encode(`${text.length + digits}${text}`);
    expect(() => readPax(bytes)).toThrow(code);
  });

  it('a pax record whose length is not its own is refused, and so is a key that comes twice', () => {
    const encode = (text: string) => new TextEncoder().encode(text);
    for (const text of ['8 path=a\n', '11 path=a\n', '0 path=a\n', 'x', ' ', '10 path=a\n9 a']) {
      expect(() => readPax(encode(text)), text).toThrow('archive/damaged');
    }
    expect(() => readPax(encode('10 path=a\n10 path=b\n'))).toThrow('archive/limits');
    expect(readPax(encode('10 path=a\n11 mtime=1\n9 size=7\n'))).toEqual({ path: 'a', size: 7 });
    const attribute = [...encode('21 SCHILY.xattr.com=')].concat(0xff, 0x0a);
    expect(attribute).toHaveLength(22);
    expect(readPax(Uint8Array.from([0x32, 0x32, ...attribute.slice(2)]))).toEqual({});
    expect(() => readPax(encode('21 SCHILY.realsize=1\n'))).toThrow('archive/limits');
  });

  it('a tar of somebody else is not taken for one of ours, nor is what only begins like a tar', async () => {
    const tar = fileHeader('holiday/photo.jpg', 0);
    expect(await holdsPack(countedSource(tar), tar)).toBe(false);
    expect(await holdsPack(countedSource(new Uint8Array(10)), new Uint8Array(10))).toBe(false);
    const cut = fileHeader('holiday/photo.jpg', 10 ** 9);
    expect(await holdsPack(countedSource(cut), cut)).toBe(false);
  });

  it('a tar of headers without end is given up, with bounded reads', async () => {
    const one = fileHeader('a', 0);
    const many = new Uint8Array(512 * 20_000);
    for (let at = 0; at < many.length; at += 512) {
      many.set(one, at);
    }
    const source = countedSource(many);
    expect(await holdsPack(source, one)).toBe(false);
    expect(await codeOf(many)).toBe('archive/extra 4352 +');
    expect(source.readBytes).toBeLessThan(many.length / 4);
  });
});
