import type { Digest } from './digest';
import type { ErrorShape } from './errors';
import type { PackId, Verification } from './pack';

/** What an installation says while it runs; the result is the generator's return. */
export type InstallEvent =
  /** `toFetch` counts what is not stored yet: resumed and shared bytes cost nothing. */
  | { kind: 'plan'; packId: PackId; totalBytes: number; heldBytes: number; toFetch: number; files: number }
  /** Bytes held in all, of `totalBytes`. `file` is the path now arriving. */
  | { kind: 'progress'; heldBytes: number; totalBytes: number; file: string }
  /** The line is down or slow: what was met, and when it is tried again (ms from now). */
  | { kind: 'waiting'; error: ErrorShape; retryInMs: number; attempt: number }
  /** Another tab holds the lock and downloads; its bytes are reported as progress. */
  | { kind: 'following' }
  | { kind: 'file-verified'; path: string; sha256: Digest }
  | { kind: 'healed'; path: string; chunks: number };

export type InstallResult = { kind: 'installed'; verification: Verification } | { kind: 'cancelled' };
