import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FilesIn, type FilesInParts } from '../../../src/lib/state/filesIn.svelte';
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

it('tells what was chosen, how far it is read, and then what could be installed', async () => {
  const files = filesIn();
  const reading = files.choose([picked('a.gguf', ggufOf(30))]);
  expect(files.stage).toMatchObject({ kind: 'reading', what: null, name: 'a.gguf' });
  await expect.poll(() => files.stage, { interval: 5 }).toMatchObject({ kind: 'reading', what: 'gguf' });
  await reading;
  expect(files.stage).toMatchObject({ kind: 'ready', plans: [{ trust: 'first-seen' }] });
});

it('tells why a file is no model, and takes the next one', async () => {
  const files = filesIn();
  await files.choose([picked('photo.jpg', new Uint8Array(2000))]);
  expect(files.stage).toMatchObject({ kind: 'failed', error: { code: 'archive/unknown-kind' } });
  await files.choose([picked('a.gguf', ggufOf(1))]);
  expect(files.stage.kind).toBe('ready');
});

it('is idle again when the person cancels, and hears no more of it', async () => {
  const files = filesIn();
  const reading = files.choose([picked('a.gguf', ggufOf(30))]);
  await expect.poll(() => files.stage, { interval: 5 }).toMatchObject({ kind: 'reading', what: 'gguf' });
  files.cancel();
  await reading;
  expect(files.stage).toEqual({ kind: 'idle' });
});

it('goes on at once with an installation that waited for this file', async () => {
  const goOn = vi.fn();
  const files = filesIn({ waits: () => true, goOn });
  await files.choose([picked('a.gguf', ggufOf(1))]);
  if (files.stage.kind !== 'ready') throw new Error(files.stage.kind);
  expect(goOn).toHaveBeenCalledExactlyOnceWith(files.stage.plans[0]!.packId);
});
