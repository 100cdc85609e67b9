import { afterEach, expect, it } from 'vitest';
import type { Picked } from '../../../../src/lib/packs/files/picked';
import { readArchive } from '../../../../src/lib/packs/archive/read-archive';
import { memorySource } from '../../../fixtures/gguf/memory-source';
import { tinyFolder } from '../../../fixtures/mlc/tiny-folder';
import {
  bringIn,
  contents,
  device,
  digestOf,
  exported,
  type FilesBench,
  install,
  picked,
  plan,
} from './files-bench';

const devices: FilesBench[] = [];
const made = () => {
  const at = device();
  devices.push(at);
  return at;
};
afterEach(() => devices.splice(0).forEach(({ kill }) => kill()));

const folder = (name: string, change?: Parameters<typeof tinyFolder>[0]) =>
  Object.entries(tinyFolder(change)).map(([path, bytes]) => picked(`${name}/${path}`, bytes));

it('an MLC folder is told before it is read, read file by file, and installed with its library', async () => {
  const at = made();
  const files = folder('stick/qwen');
  const { plans, events } = await plan(at, files);
  expect(events[0]).toMatchObject({ kind: 'found', what: 'mlc', name: 'qwen' });
  const read = events.flatMap((event) => (event.kind === 'reading' ? [event.file] : []));
  expect(read).toContain('params_shard_1.bin');
  expect(events.at(-1)).toMatchObject({ kind: 'reading', readBytes: plans[0]!.totalBytes });
  expect(plans).toHaveLength(1);
  expect(plans[0]).toMatchObject({
    trust: 'first-seen',
    source: { kind: 'folder', fileName: 'qwen' },
    toFetch: 0,
    manifest: { layout: 'mlc' },
  });
  expect(plans[0]!.unknown).toContain('foreign-library');
  expect(plans[0]!.manifest.shards.map(({ role }) => role)).toContain('library');
  expect(await install(at, plans[0]!)).toMatchObject({ kind: 'installed' });
  const weights = tinyFolder()['params_shard_0.bin']!;
  expect((await contents(at, plans[0]!))['params_shard_0.bin']).toBe(await digestOf(weights));
});

it('an MLC folder goes on to another device as one archive', async () => {
  const first = made();
  const pack = await bringIn(first, folder('qwen'));
  const second = made();
  expect((await bringIn(second, [await exported(first, pack)])).packId).toBe(pack.packId);
  expect(await contents(second, pack)).toEqual(await contents(first, pack));
});

it('an MLC folder whose index lies is refused, and nothing of it is stored', async () => {
  const at = made();
  const index = {
    metadata: {},
    records: [{ dataPath: '../evil', format: 'raw-shard', nbytes: 1, records: [] }],
  };
  await expect(plan(at, folder('qwen', { index }))).rejects.toMatchObject({ code: 'mlc/invalid' });
  expect(await at.packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
});

it('a folder without a model in it says so', async () => {
  const files = [picked('holiday/a.jpg', new Uint8Array(900)), picked('holiday/b.txt', 'hello')];
  await expect(plan(made(), files)).rejects.toMatchObject({ code: 'archive/unknown-kind' });
  await expect(plan(made(), [])).rejects.toMatchObject({ code: 'archive/unknown-kind' });
});

it('an archive that somebody has unpacked comes in as the pack that it was, with its papers', async () => {
  const first = made();
  const pack = await bringIn(first, folder('qwen'));
  const { file } = await exported(first, pack);
  const packed = new Uint8Array(await file.arrayBuffer());
  const { about, manifest, offsets } = await readArchive(memorySource(packed));
  const files = [
    picked('stick/mine/haversack.json', JSON.stringify({ format: 1, note: '', ...about })),
    picked('stick/mine/manifest.json', JSON.stringify(manifest, null, 2)),
    picked('stick/mine/notes.txt', 'of the person'),
    ...manifest.shards.map((shard) => {
      const at = offsets.get(shard.path)!;
      return picked(`stick/mine/files/${shard.path}`, packed.slice(at, at + shard.bytes));
    }),
  ];
  const second = made();
  const { plans, events } = await plan(second, files);
  expect(events).toEqual([expect.objectContaining({ kind: 'found', what: 'unpacked', name: 'mine' })]);
  expect(plans).toMatchObject([{ packId: pack.packId, source: { kind: 'folder', fileName: 'mine' } }]);
  expect(await install(second, plans[0]!)).toMatchObject({ kind: 'installed' });
  expect(await contents(second, pack)).toEqual(await contents(first, pack));

  const lacking = files.filter((one) => !one.path.endsWith('params_shard_1.bin'));
  await expect(plan(made(), lacking)).rejects.toMatchObject({
    code: 'archive/damaged',
    details: { what: expect.stringMatching(/^params_shard_1\.bin: 0 \/ \d+$/) },
  });
  const other = files.map((one) => (one.path.endsWith('shard_0.bin') ? flipped(one) : one));
  const third = made();
  const { plans: doubtful } = await plan(third, await Promise.all(other));
  await expect(install(third, doubtful[0]!)).rejects.toMatchObject({ code: 'source/digest' });
  expect(await third.packs.call('list', {})).toEqual([]);
});

/** The same file with one bit of it another. */
async function flipped({ path, file }: Picked): Promise<Picked> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  bytes[bytes.length >> 1]! ^= 1;
  return picked(path, bytes);
}
