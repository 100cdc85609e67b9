/**
 * The parts of the Origin Private File System that TypeScript's DOM library leaves out: they exist in workers only,
 * or not in every browser, so each is optional and is looked for before use.
 */
export interface SyncHandle {
  /** Bytes read, fewer than asked for at the end of the file. */
  read(into: Uint8Array, options: { at: number }): number;
  write(from: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

declare global {
  interface FileSystemFileHandle {
    createSyncAccessHandle?(options?: { mode?: 'readwrite' | 'read-only' }): Promise<SyncHandle>;
    move?(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
  }
  /** Present where handles have modes, so that several readers can share a file (Chromium 121 and newer). */
  var FileSystemSyncAccessHandle: { prototype: { mode?: unknown } } | undefined;
}
