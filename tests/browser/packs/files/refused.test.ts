import { afterEach, expect, it } from 'vitest';
import { tinyLlama } from '../../../fixtures/gguf/tiny-models';
import { writeGguf } from '../../../fixtures/gguf/write-gguf';
import { device, type FilesBench, ggufOf, picked, plan } from './files-bench';

const MIB = 1024 * 1024;
const devices: FilesBench[] = [];
const made = () => {
  const at = device();
  devices.push(at);
  return at;
};
afterEach(() => devices.splice(0).forEach(({ kill }) => kill()));

const refusedIn = (events: { kind: string }[]) => events.filter(({ kind }) => kind === 'refused');

/** The first of three files that gguf-split would make of a model. */
function part(): Uint8Array<ArrayBuffer> {
  const model = tinyLlama();
  return writeGguf({ ...model, metadata: [...model.metadata, ['split.count', { u32: 3 }]] });
}

it('of several models those that cannot be used are told, and the others are planned', async () => {
  const files = [
    picked('stick/good.gguf', ggufOf(1)),
    picked('stick/cut.gguf', ggufOf(2).slice(0, MIB)),
    picked('stick/login.gguf', '<!doctype html><title>Log in</title>'),
    picked('stick/empty.gguf', ''),
    picked('stick/photo.jpg', new Uint8Array(900)),
  ];
  const { plans, events } = await plan(made(), files);
  expect(plans.map(({ source }) => source)).toEqual([{ kind: 'file', fileName: 'good.gguf' }]);
  expect(refusedIn(events)).toEqual([
    { kind: 'refused', file: 'login.gguf', error: expect.objectContaining({ code: 'archive/stand-in' }) },
    { kind: 'refused', file: 'empty.gguf', error: expect.objectContaining({ code: 'archive/stand-in' }) },
    { kind: 'refused', file: 'cut.gguf', error: expect.objectContaining({ code: 'gguf/truncated' }) },
  ]);
});

it('where none can be used each is told, and nothing is stored', async () => {
  const at = made();
  const files = ['a', 'b'].map((name) => picked(`${name}.gguf`, ggufOf(2).slice(0, MIB)));
  const { plans, events } = await plan(at, files);
  expect(plans).toEqual([]);
  expect(refusedIn(events)).toHaveLength(2);
  expect(await at.packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
});

it('one file of a model that was split is told as that, before a byte is stored', async () => {
  const at = made();
  await expect(plan(at, [picked('m-00001-of-00003.gguf', part())])).rejects.toMatchObject({
    code: 'gguf/split',
    details: { file: 'm-00001-of-00003.gguf' },
  });
  expect(await at.packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
});

const header = '{"w":{}}';
it.each([
  [
    'model.safetensors',
    [header.length, 0, 0, 0, 0, 0, 0, 0, ...new TextEncoder().encode(header)],
    'safetensors',
  ],
  // Bytes above 127 are other characters to a browser than to Node.
  ['pytorch_model.bin', [0x80, 2, 0x7d, 0x71, 0], 'PyTorch'],
])('a folder of a model in another format says which: %s', async (file, weights, format) => {
  const files = [picked('m/README.md', '# A model'), picked(`m/${file}`, Uint8Array.from(weights))];
  await expect(plan(made(), files)).rejects.toMatchObject({
    code: 'archive/other-format',
    details: { file, format },
  });
});

it('many files are looked at with news of how many, and a model among them is found', async () => {
  const files = Array.from({ length: 500 }, (_, at) => picked(`disk/${at}.txt`, 'hello '.repeat(100)));
  files.splice(400, 0, picked('disk/deep/a.gguf', ggufOf(0.5)));
  const { plans, events } = await plan(made(), files);
  expect(events[0]).toEqual({ kind: 'looking', looked: 64, files: 501 });
  expect(plans).toHaveLength(1);
});

/** A file that the browser reads from disk, as one on a stick: it knows when that changes or is gone. */
async function onDisk(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<FileSystemFileHandle & { remove(): Promise<void> }> {
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle(name, { create: true });
  const output = await handle.createWritable();
  await output.write(bytes);
  await output.close();
  return handle as FileSystemFileHandle & { remove(): Promise<void> };
}

it.each(['gone', 'changed'] as const)(
  'a file that is %s since it was chosen is asked for again, and what is on the disk by then is taken',
  async (fate) => {
    const at = made();
    const handle = await onDisk(`${fate}.gguf`, ggufOf(1));
    const file = await handle.getFile();
    if (fate === 'gone') await handle.remove();
    else await onDisk(`${fate}.gguf`, ggufOf(2, 9));
    await expect(plan(at, [{ path: file.name, file }])).rejects.toMatchObject({
      code: 'archive/choose-again',
      details: { file: file.name },
    });
    const again = await (await onDisk(`${fate}.gguf`, ggufOf(2, 9))).getFile();
    expect((await plan(at, [{ path: again.name, file: again }])).plans).toHaveLength(1);
  },
);
