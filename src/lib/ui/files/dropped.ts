import { fail } from '../../domain/errors';

/** A file with its path below what was dropped or chosen. */
export type ChosenFile = { path: string; file: File };

/** What a person chose. `name` is what they know it by: the file, or the folder. */
export type Chosen = { name: string; files: ChosenFile[] | Promise<ChosenFile[]> };

/** Whoever drops a whole disk has mistaken the folder: what is beyond this is not looked at. */
const MOST_FILES = 20_000;
/** A browser asks another process for each file: many at a time take a fraction of one after another. */
const AT_ONCE = 256;

/**
 * Files of a drop, folders followed to their ends; undefined where no file was dropped. Must be called within the event:
 * the browser forgets what was dropped when it is over. `files` rejects with `archive/choose-again` if none can be read.
 */
export function droppedFiles({ items, files }: DataTransfer): Chosen | undefined {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const [first] = entries;
  if (first) return { name: first.name, files: gather(entries, first.name) };
  // Some file managers hand over files without entries.
  const [file] = files;
  return file && { name: file.name, files: [...files].map((each) => ({ path: each.name, file: each })) };
}

/** Files of a file or folder input; undefined where none was chosen. */
export function inputFiles(files: FileList | null): Chosen | undefined {
  const [first] = files ?? [];
  if (!files || !first) return undefined;
  const folder = first.webkitRelativePath.split('/')[0];
  return {
    name: folder || first.name,
    files: [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })),
  };
}

async function gather(entries: readonly FileSystemEntry[], name: string): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  let left = [...entries];
  let unreadable = 0;
  while (left.length > 0 && found.length <= MOST_FILES) {
    const some = left.slice(0, AT_ONCE);
    left = left.slice(AT_ONCE);
    for (const read of await Promise.allSettled(some.map(readEntry))) {
      // One that this person may not read hides no other.
      if (read.status === 'rejected') unreadable++;
      else if ('file' in read.value) found.push(read.value);
      else left = [...read.value, ...left];
    }
  }
  if (found.length === 0 && unreadable > 0) fail('archive/choose-again', { file: name });
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A file, or what is in a folder. */
async function readEntry(entry: FileSystemEntry): Promise<ChosenFile | FileSystemEntry[]> {
  if (entry.isDirectory) return childrenOf(entry as FileSystemDirectoryEntry);
  const file = await new Promise<File>((resolve, reject) =>
    (entry as FileSystemFileEntry).file(resolve, reject),
  );
  return { path: entry.fullPath.replace(/^\/+/, ''), file };
}

/** A reader gives some at a time, and none at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return children;
    children.push(...some);
  }
}
