import type { Digest } from './digest';
import type { ErrorShape } from './errors';
import type { FileCheck, PackId, PackManifest, Source, Verification } from './pack';

/** What an installation says while it runs; the result is the generator's return. */
export type InstallEvent =
  /** `toFetch` counts what is not stored yet: resumed and shared bytes cost nothing. */
  | { kind: 'plan'; packId: PackId; totalBytes: number; heldBytes: number; toFetch: number; files: number }
  /** Bytes held in all, of `totalBytes`. `file` is the path now arriving. */
  | { kind: 'progress'; heldBytes: number; totalBytes: number; file: string }
  /** The line is down or slow: what was met, and when it is tried again (ms from now). */
  | { kind: 'waiting'; error: ErrorShape; retryInMs: number; attempt: number }
  /** Another tab holds the lock and downloads; its bytes are reported as progress. `over`: it has let go. */
  | { kind: 'following'; over?: true }
  | { kind: 'file-verified'; path: string; sha256: Digest }
  /** Every file is here and right; what they mean is looked at, before any engine may read them. */
  | { kind: 'vetting' }
  | { kind: 'healed'; path: string; chunks: number };

export type InstallResult = { kind: 'installed'; verification: Verification } | { kind: 'cancelled' };

/** Where an installation stands, as a person sees it. `bytesPerSecond` is null until it can be told. */
export type InstallState =
  | { kind: 'available' }
  | { kind: 'planning' }
  /** It will go on by itself: when others are done, or over a network that may be used. */
  | { kind: 'queued'; heldBytes: number; totalBytes: number; because: 'turn' | 'network' }
  | {
      kind: 'running';
      heldBytes: number;
      totalBytes: number;
      bytesPerSecond: number | null;
      secondsLeft: number | null;
      following: boolean;
    }
  | { kind: 'waiting'; heldBytes: number; totalBytes: number; error: ErrorShape; retryInMs: number }
  | { kind: 'paused'; heldBytes: number; totalBytes: number }
  | { kind: 'failed'; heldBytes: number; totalBytes: number; error: ErrorShape }
  | { kind: 'installed' };

/**
 * A check of an installed pack, while it runs or when it could not be done. Its outcome is the pack's verification.
 * `fraction` is null where nothing can be told; a repair stands like a download.
 */
export type PackCheck =
  | { kind: 'verifying'; fraction: number | null }
  | { kind: 'repairing'; state: InstallState }
  | { kind: 'failed'; error: ErrorShape };

/** What a check of an installed pack says while it runs; the result is a Verification. */
export type VerifyEvent =
  | { kind: 'progress'; readBytes: number; totalBytes: number; file: string }
  | { kind: 'file'; check: FileCheck };

/** An installation that was begun and is not complete: after a reload the page can offer to go on. */
export type UnfinishedPack = {
  packId: PackId;
  manifest: PackManifest;
  source: Source;
  heldBytes: number;
  totalBytes: number;
  /** ISO time at which it was asked for. */
  since: string;
  /** A file of it was refused for what it holds: it goes on only when a person says so. */
  rejected?: boolean;
};
