import { app } from './app.svelte';
import { FilesIn } from './filesIn.svelte';
import { FilesOut, type SavePicker } from './filesOut.svelte';

/** The page's subjects: one each for as long as the app is open, so that reading and saving go on meanwhile. */
export const filesIn = new FilesIn({
  packs: app.packs,
  known: () => app.library.catalogue,
  waits: (packId) => app.library.isOnItsWay(packId),
  goOn: (packId) => app.library.downloads.resume(packId),
});

const { showSaveFilePicker } = globalThis as { showSaveFilePicker?: SavePicker };

export const filesOut = new FilesOut({
  packs: app.packs,
  picker: showSaveFilePicker && ((options) => showSaveFilePicker.call(globalThis, options)),
  download,
});

let last: string | undefined;

function download(fileName: string, blob: Blob): void {
  // A browser may take long to read a large one: its address lives until the next.
  if (last) URL.revokeObjectURL(last);
  last = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = last;
  link.download = fileName;
  link.click();
}
