/**
 * An open connection to one other device: frames in order, none lost, until it closes. Frames are at most
 * MAX_FRAME_BYTES; a longer one that arrives ends the line.
 */
export interface Line {
  /** A name for the other device, of this connection only: the beginning of its certificate's digest. */
  readonly name: string;
  /** What the other device calls this one. */
  readonly own: string;
  /** Resolves when more may be sent: what waits to go out is held small. Rejects with `peer/failed` once closed. */
  send(frame: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Calls `heard` for every frame, the few that have come already first. One listener. */
  listen(heard: (frame: Uint8Array<ArrayBuffer>) => void): void;
  /** Settles when the line is down, whoever ended it. */
  readonly closed: Promise<void>;
  close(): void;
}

/** 64 KiB of a file, and the head of a frame: every browser sends and takes messages of this size. */
export const PIECE_BYTES = 64 * 1024;
export const MAX_FRAME_BYTES = PIECE_BYTES + 64;
