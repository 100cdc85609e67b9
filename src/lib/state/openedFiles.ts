import type { Picked } from '../packs/files/picked';

/** The File Handling API, where a browser has it: what the system opens with the installed app. */
type LaunchQueue = { setConsumer(take: (params: { files: readonly FileSystemFileHandle[] }) => void): void };

/** Calls back with files that a person has opened with the app from their file manager. */
export function openedFiles(take: (files: Picked[]) => void): void {
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files: handles }) => {
    void Promise.all(handles.map((handle) => handle.getFile())).then((files) => {
      if (files.length > 0) take(files.map((file) => ({ path: file.name, file })));
    });
  });
}
