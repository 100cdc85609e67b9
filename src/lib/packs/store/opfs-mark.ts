import { isNotFound, writeFault } from './storage-faults';

/** An empty file that tells one store from the next under the same name: after a person has cleared this site's data. */
const MARK = /^store-[0-9a-f-]{36}$/;

/** The store's own mark, made where there is none. Two tabs may make two at once: either is good. */
export async function markOf(root: FileSystemDirectoryHandle): Promise<string> {
  for await (const name of root.keys()) if (MARK.test(name)) return name;
  const name = `store-${crypto.randomUUID()}`;
  await root.getFileHandle(name, { create: true });
  return name;
}

/** Asked of the browser anew: a handle that was opened before would say nothing, or never answer (Chromium 156). */
export async function isStill(rootName: string, mark: string): Promise<boolean> {
  try {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(rootName);
    await root.getFileHandle(mark);
    return true;
  } catch (thrown) {
    if (isNotFound(thrown)) return false;
    throw writeFault(thrown);
  }
}
