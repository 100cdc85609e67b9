import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FilesIn, type FilesInParts, type FilesStage } from '../../../src/lib/state/filesIn.svelte';
import { device, type FilesBench, ggufOf, picked } from '../packs/files/files-bench';

let at: FilesBench;
beforeEach(() => (at = device()));
afterEach(() => at.kill());

function filesIn(parts: Partial<FilesInParts> = {}): FilesIn {
  return new FilesIn({
    packs: () => at.packs,
    known: () => [],
    waits: () => false,
    goOn: () => {},
    ...parts,
  });
}

/** Calls `then` once, when the first bytes are read: in the middle, however fast the machine is. */
function whileReading(then: (files: FilesIn) => void): FilesIn {
  let called = false;
  const files = filesIn({
    now: () => {
      if (!called) then(files);
      called = true;
      return performance.now();
    },
  });
  return files;
}

it('tells what was chosen, how far it is read, and then what could be installed', async () => {
  const seen: FilesStage[] = [];
  const files = whileReading(({ stage }) => seen.push(stage));
  const reading = files.choose('a.gguf', [picked('a.gguf', ggufOf(4))]);
  expect(files.stage).toMatchObject({ kind: 'reading', what: null, name: 'a.gguf' });
  await reading;
  expect(seen).toMatchObject([{ kind: 'reading', what: 'gguf', name: 'a.gguf', readBytes: 0 }]);
  expect(files.stage).toMatchObject({ kind: 'ready', plans: [{ trust: 'first-seen' }] });
});

it('tells why a file is no model, and takes the next one', async () => {
  const files = filesIn();
  await files.choose('photo.jpg', [picked('photo.jpg', new Uint8Array(2000))]);
  expect(files.stage).toMatchObject({ kind: 'failed', error: { code: 'archive/unknown-kind' } });
  await files.choose('a.gguf', [picked('a.gguf', ggufOf(1))]);
  expect(files.stage.kind).toBe('ready');
});

it('is idle again when the person cancels, and hears no more of it', async () => {
  const files = whileReading((reading) => reading.cancel());
  await files.choose('a.gguf', [picked('a.gguf', ggufOf(30))]);
  expect(files.stage).toEqual({ kind: 'idle' });
});

it('goes on at once with an installation that waited for this file', async () => {
  const goOn = vi.fn();
  const files = filesIn({ waits: () => true, goOn });
  await files.choose('a.gguf', [picked('a.gguf', ggufOf(1))]);
  if (files.stage.kind !== 'ready') throw new Error(files.stage.kind);
  expect(goOn).toHaveBeenCalledExactlyOnceWith(files.stage.plans[0]!.packId);
});

it('the same file chosen again at once is read once the first reading has ended', async () => {
  const file = picked('a.gguf', ggufOf(30));
  let again: Promise<void> | undefined;
  const files = whileReading((reading) => (again = reading.choose('a.gguf', [file])));
  await files.choose('a.gguf', [file]);
  await again;
  expect(files.stage).toMatchObject({ kind: 'ready', plans: [{ trust: 'first-seen' }] });
});

it('says that it looks while a dropped folder is still listed, and what of it cannot be used', async () => {
  const files = filesIn();
  let listed = (_: ReturnType<typeof picked>[]) => {};
  const reading = files.choose('stick', new Promise((resolve) => (listed = resolve)));
  expect(files.stage).toMatchObject({ kind: 'reading', what: null, name: 'stick' });
  listed([
    picked('stick/a.gguf', ggufOf(1)),
    picked('stick/b.gguf', 'no model'),
    picked('stick/c.gguf', 'nor this'),
  ]);
  await reading;
  expect(files.stage).toMatchObject({
    kind: 'ready',
    plans: [{ source: { fileName: 'a.gguf' } }],
    refused: [{ error: { code: 'gguf/not-gguf' }, files: ['b.gguf', 'c.gguf'] }],
  });
});

it('a folder without a model is told as one, and not by some file of it', async () => {
  const files = filesIn();
  await files.choose('holiday', [picked('holiday/a.jpg', 'x'.repeat(99)), picked('holiday/b.txt', 'hello')]);
  expect(files.stage).toMatchObject({
    error: { code: 'archive/unknown-kind', details: { file: 'holiday' } },
  });
});

it('an empty folder is told as one in which there is nothing', async () => {
  const files = filesIn();
  await files.choose('stick', Promise.resolve([]));
  expect(files.stage).toMatchObject({
    kind: 'failed',
    error: { code: 'archive/unknown-kind', details: { file: 'stick' } },
  });
});
