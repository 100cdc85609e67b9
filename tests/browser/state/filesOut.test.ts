import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { InstalledPack } from '../../../src/lib/domain/pack';
import { FilesOut, type SavePicker } from '../../../src/lib/state/filesOut.svelte';
import { bringIn, device, type FilesBench, ggufOf, picked, plan } from '../packs/files/files-bench';

let at: FilesBench;
let pack: InstalledPack;

beforeEach(async () => {
  at = device();
  await bringIn(at, [picked('a.gguf', ggufOf(6))]);
  pack = (await at.packs.call('list', {}))[0]!;
});
afterEach(() => at.kill());

/** `onNews` is called with every piece of news of a file that is written. */
function filesOut(picker?: SavePicker, onNews = () => {}, packs = at.packs) {
  const downloads: { fileName: string; blob: Blob }[] = [];
  const download = (fileName: string, blob: Blob) => void downloads.push({ fileName, blob });
  const now = () => (onNews(), performance.now());
  return { downloads, out: new FilesOut({ packs: () => packs, picker, download, now }) };
}

/** What the browser would do if the tab were closed now. */
const asksBeforeLeaving = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));

async function handle(): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getFileHandle(`picked-${Date.now()}-${Math.random()}.haversack.tar`, { create: true });
}

it('without a save dialog a model is checked and handed over as a download that another device takes', async () => {
  const { out, downloads } = filesOut();
  expect(out.canWrite).toBe(false);
  await out.save(pack);
  expect(out.states[pack.packId]).toMatchObject({ kind: 'saved', how: 'downloaded' });
  const [{ fileName, blob }] = downloads as [{ fileName: string; blob: Blob }];
  expect(fileName).toMatch(/\.haversack\.tar$/);
  const other = device();
  expect((await plan(other, [picked(fileName, blob)])).plans[0]).toMatchObject({ packId: pack.packId });
  other.kill();
});

it('with a save dialog it is written where the person says, and the dialog proposes the archive’s name', async () => {
  const file = await handle();
  const picker = vi.fn<SavePicker>(async () => file);
  const { out } = filesOut(picker);
  await out.save(pack);
  expect(picker.mock.calls[0]![0].suggestedName).toMatch(/\.haversack\.tar$/);
  expect(out.states[pack.packId]).toMatchObject({ kind: 'saved', how: 'written', keptBytes: 0 });
  await out.save(pack);
  expect(out.states[pack.packId]).toMatchObject({ kind: 'saved', keptBytes: (await file.getFile()).size });
});

it('a dialog that the person closes leaves everything as it was', async () => {
  const { out } = filesOut(async () => Promise.reject(new DOMException('closed', 'AbortError')));
  await out.save(pack);
  expect(out.states[pack.packId]).toBeUndefined();
});

it('a place that cannot be written to is an error with a reason', async () => {
  const file = await handle();
  await (await navigator.storage.getDirectory()).removeEntry(file.name);
  const { out } = filesOut(async () => file);
  await out.save(pack);
  expect(out.states[pack.packId]).toMatchObject({
    kind: 'failed',
    error: { code: 'storage/write-failed', details: { reason: 'NotFoundError' } },
  });
  out.dismiss(pack.packId);
  expect(out.states[pack.packId]).toBeUndefined();
});

it('cancelling takes the file away that is not complete', async () => {
  const file = await handle();
  let cancelling: Promise<void> | undefined;
  const { out } = filesOut(
    async () => file,
    () => (cancelling ??= out.cancel(pack.packId)),
  );
  await out.save(pack);
  await cancelling;
  expect(out.states[pack.packId]).toBeUndefined();
  await expect(file.getFile()).rejects.toMatchObject({ name: 'NotFoundError' });
});

it('cancelling takes the file away also where the last of it was written at that moment', async () => {
  const file = await handle();
  /** Nothing is heard of the writing but its end. */
  const quick = ((...asked: Parameters<typeof at.packs.stream>) => {
    const stream = at.packs.stream(...asked);
    const next = async () => {
      for (;;) {
        const step = await stream.next();
        if (step.done) return step;
      }
    };
    return { next };
  }) as unknown as typeof at.packs.stream;
  let cancelling: Promise<void> | undefined;
  const { out } = filesOut(
    async () => file,
    () => (cancelling ??= out.cancel(pack.packId)),
    { ...at.packs, stream: quick },
  );
  await out.save(pack);
  await cancelling;
  expect(out.states[pack.packId]).toBeUndefined();
  await expect(file.getFile()).rejects.toMatchObject({ name: 'NotFoundError' });
});

it('cancelling leaves a file that was there before: it may be a whole archive', async () => {
  const file = await handle();
  await filesOut(async () => file).out.save(pack);
  const { size } = await file.getFile();
  let cancelling: Promise<void> | undefined;
  const { out } = filesOut(
    async () => file,
    () => (cancelling ??= out.cancel(pack.packId)),
  );
  await out.save(pack);
  await cancelling;
  expect(out.states[pack.packId]).toBeUndefined();
  expect((await file.getFile()).size).toBe(size);
});

it('the browser asks before the page is left while a file is written, and not before or after', async () => {
  const file = await handle();
  const asked: boolean[] = [];
  const { out } = filesOut(
    async () => file,
    () => asked.push(asksBeforeLeaving()),
  );
  expect(asksBeforeLeaving()).toBe(false);
  await out.save(pack);
  expect(asked).toContain(true);
  expect(asked).not.toContain(false);
  expect(asksBeforeLeaving()).toBe(false);
});
