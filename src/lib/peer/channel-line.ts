import { appError } from '../domain/errors';
import { type Line, MAX_FRAME_BYTES } from './line';

/** Sending waits above the first and goes on below the second: enough to keep a fast line busy, little to lose. */
const HIGH_BYTES = 1024 * 1024;
const LOW_BYTES = 256 * 1024;
const MOST_EARLY = 16;

/** The line over an open data channel. Closing it closes `connection`. */
export function channelLine(
  channel: RTCDataChannel,
  connection: { close(): void },
  names: Pick<Line, 'name' | 'own'>,
): Line {
  channel.bufferedAmountLowThreshold = LOW_BYTES;
  let closed = false;
  let wake: (() => void)[] = [];
  let settle = () => {};
  const ended = new Promise<void>((resolve) => (settle = resolve));
  const release = () => {
    const waiting = wake;
    wake = [];
    for (const go of waiting) go();
  };
  const close = () => {
    if (closed) return;
    closed = true;
    connection.close();
    release();
    settle();
  };
  channel.addEventListener('bufferedamountlow', release);
  channel.addEventListener('close', close);
  channel.addEventListener('error', close);

  /** Frames that came before anybody listened: a greeting, not more. */
  const early: Uint8Array<ArrayBuffer>[] = [];
  let hear = (frame: Uint8Array<ArrayBuffer>) => {
    if (early.push(frame) > MOST_EARLY) close();
  };
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (closed) return;
    if (data instanceof ArrayBuffer && data.byteLength <= MAX_FRAME_BYTES) hear(new Uint8Array(data));
    else close(); // texts, and messages that none of ours is as long as
  });

  return {
    ...names,
    closed: ended,
    close,
    async send(frame) {
      while (!closed && channel.bufferedAmount > HIGH_BYTES) {
        await new Promise<void>((resolve) => wake.push(resolve));
      }
      if (closed || channel.readyState !== 'open') throw appError('peer/failed', { problem: 'closed' });
      channel.send(frame);
    },
    listen(heard) {
      hear = heard;
      for (const frame of early.splice(0)) heard(frame);
    },
  };
}
