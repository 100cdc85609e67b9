import { appError } from '../../src/lib/domain/errors';
import { type Line, MAX_FRAME_BYTES } from '../../src/lib/peer/line';

export type FakeLine = Line & { sent: Uint8Array<ArrayBuffer>[] };

/** Two ends of a line without a network: frames arrive in order, each in a task of its own. */
export function linePair(): [FakeLine, FakeLine] {
  let closed = false;
  const ends: { settle: () => void; hear: (frame: Uint8Array<ArrayBuffer>) => void }[] = [];
  const close = () => {
    if (closed) return;
    closed = true;
    for (const end of ends) end.settle();
  };
  const make = (index: number): FakeLine => {
    const early: Uint8Array<ArrayBuffer>[] = [];
    const own: (typeof ends)[number] = { settle: () => {}, hear: (frame) => void early.push(frame) };
    ends.push(own);
    const sent: Uint8Array<ArrayBuffer>[] = [];
    return {
      name: `FAKE${index}`,
      own: `FAKE${1 - index}`,
      sent,
      closed: new Promise((resolve) => (own.settle = resolve)),
      close,
      async send(frame) {
        if (closed) throw appError('peer/failed', { problem: 'closed' });
        sent.push(frame);
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (closed) return;
        if (frame.length > MAX_FRAME_BYTES) close();
        else ends[1 - index]?.hear(frame.slice());
      },
      listen(heard) {
        own.hear = heard;
        for (const frame of early.splice(0)) heard(frame);
      },
    };
  };
  return [make(0), make(1)];
}
