/** A file with its path below what was dropped or chosen. */
export type ChosenFile = { path: string; file: File };

/** Whoever drops a whole disk has mistaken the folder: what is beyond this is not looked at. */
const MOST_FILES = 20_000;

/**
 * Files of a drop, folders followed to their ends. Must be called within the event: the browser forgets what was
 * dropped when it is over.
 */
export function droppedFiles({ items, files }: DataTransfer): Promise<ChosenFile[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // Some file managers hand over files without entries.
  if (entries.length === 0) return Promise.resolve([...files].map((file) => ({ path: file.name, file })));
  return gather(entries);
}

/** Files of a file or folder input. */
export function inputFiles(files: FileList | null): ChosenFile[] {
  return [...(files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function gather(entries: readonly FileSystemEntry[]): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  const left = [...entries];
  for (let entry = left.pop(); entry && found.length <= MOST_FILES; entry = left.pop()) {
    if (entry.isDirectory) left.push(...(await childrenOf(entry as FileSystemDirectoryEntry)));
    else
      found.push({
        path: entry.fullPath.replace(/^\/+/, ''),
        file: await fileOf(entry as FileSystemFileEntry),
      });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
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
