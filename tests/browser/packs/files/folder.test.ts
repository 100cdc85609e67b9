import { afterEach, expect, it } from 'vitest';
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
