/** Where weights are kept, one copy for every clone on this machine: files named by their SHA-256. */
import { mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Digest } from '../../src/lib/domain/digest';

type Environment = Record<string, string | undefined>;

/** $HAVERSACK_CACHE, else `haversack` in the user's cache folder as the system names it. */
function cacheFolder(env: Environment = process.env, platform = process.platform): string {
  if (env['HAVERSACK_CACHE']) return env['HAVERSACK_CACHE'];
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'haversack');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'haversack');
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'haversack');
  return join(home, '.cache', 'haversack');
}

/** The folders of one cache. `work` holds what is not checked yet; nothing there is ever served. */
export class PackCache {
  readonly root: string;

  constructor(root: string = cacheFolder()) {
    this.root = root;
  }

  get blobs(): string {
    return join(this.root, 'blobs');
  }

  get work(): string {
    return join(this.root, 'work');
  }

  /** Digests per MiB of blobs, computed once. */
  get chunks(): string {
    return join(this.root, 'chunks');
  }

  /** What `npm run pack` added. */
  get added(): string {
    return join(this.root, 'added');
  }

  /** The site's key and what was signed with it (signing.ts). */
  get signing(): string {
    return join(this.root, 'signing');
  }

  blob(sha256: Digest): string {
    return join(this.blobs, sha256);
  }

  /** A blob's length in bytes, or null where it is not held. */
  async held(sha256: Digest): Promise<number | null> {
    try {
      const found = await stat(this.blob(sha256));
      return found.isFile() ? found.size : null;
    } catch (thrown) {
      if (isMissing(thrown)) return null;
      throw thrown;
    }
  }

  async prepare(): Promise<void> {
    for (const folder of [this.blobs, this.work, this.chunks, this.added])
      await mkdir(folder, { recursive: true });
  }
}

export function isMissing(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
