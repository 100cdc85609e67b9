import { fail } from '../domain/errors';
import type { Picked } from '../packs/files/picked';

/** The File Handling API, where a browser has it: what the system opens with the installed app. */
type LaunchQueue = { setConsumer(take: (params: { files: readonly FileSystemFileHandle[] }) => void): void };

/**
 * Calls back with files that a person has opened with the app from their file manager, and the name of the first. They
 * reject with `archive/choose-again` where one is gone by then, or may not be read.
 */
export function openedFiles(take: (name: string, files: Promise<Picked[]>) => void): void {
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files: handles }) => {
    const [first] = handles;
    if (first) take(first.name, Promise.all(handles.map(read)));
  });
}

async function read(handle: FileSystemFileHandle): Promise<Picked> {
  try {
    return { path: handle.name, file: await handle.getFile() };
  } catch (thrown) {
    return fail('archive/choose-again', { file: handle.name }, thrown);
  }
}
