import { appError, fail } from '../domain/errors';
import { channelLine } from './channel-line';
import { codeOf, offerTag, readCode } from './code';
import type { Line } from './line';
import { sdpOf, signalOf } from './sdp';
import type { Signal } from './signal';

/** One attempt to connect. `opened` rejects with `peer/failed` if it cannot be made, AbortError once closed. */
export interface Link {
  /** What the other device must scan or paste. */
  readonly code: string;
  readonly opened: Promise<Line>;
  close(): void;
}

export interface Offer extends Link {
  /** Takes the other device's answer. Throws `peer/code`, after which another may be given; AbortError once closed. */
  accept(code: string): Promise<void>;
}

/** Both sides name the one channel themselves: nothing that the other side opens is ever looked at. */
const CHANNEL = { negotiated: true, id: 0, ordered: true } as const;
/** Browsers list their own addresses in a moment; one that is still looking has found what it will. */
const GATHER_MS = 3000;
/** Browsers try for about half of this; a way that they find after a first failure is found in it, too. */
const OPEN_MS = 30_000;

/** The home of RTCPeerConnection. No server of any kind: only addresses of the local network are used. */
function connection(): { pc: RTCPeerConnection; channel: RTCDataChannel } {
  if (!('RTCPeerConnection' in globalThis)) fail('peer/failed', { problem: 'no WebRTC' });
  const pc = new RTCPeerConnection({ iceServers: [] });
  const channel = pc.createDataChannel('haversack', CHANNEL);
  channel.binaryType = 'arraybuffer';
  return { pc, channel };
}

/** The first side: makes a code, and waits for the other's. Made after the camera was granted it names real addresses. */
export async function makeOffer(): Promise<Offer> {
  const { pc, channel } = connection();
  try {
    await pc.setLocalDescription();
    const own = await gathered(pc, 0);
    const tag = offerTag(own);
    const line = opening(pc, channel);
    line.named('own', own);
    return {
      code: codeOf(own),
      opened: line.opened,
      close: line.close,
      async accept(code) {
        const answer = readCode(code, 'answer');
        if (answer.offerTag !== tag) fail('peer/code', { problem: 'other offer' });
        line.named('name', answer);
        // A browser leaves calls of a closed connection open for ever.
        await Promise.race([pc.setRemoteDescription(sdpOf(answer)).catch(refused), line.opened]);
        line.expect();
      },
    };
  } catch (thrown) {
    pc.close();
    throw thrown;
  }
}

/** The second side: reads the other's code and answers with its own. Throws `peer/code`. */
export async function answerOffer(code: string): Promise<Link> {
  const offer = readCode(code, 'offer');
  const { pc, channel } = connection();
  try {
    const line = opening(pc, channel);
    line.named('name', offer);
    await pc.setRemoteDescription(sdpOf(offer)).catch(refused);
    await pc.setLocalDescription();
    const own = await gathered(pc, offerTag(offer));
    line.named('own', own);
    return { code: codeOf(own), opened: line.opened, close: line.close };
  } catch (thrown) {
    pc.close();
    throw thrown;
  }
}

const noWay = () => appError('peer/failed', { problem: 'no way between the devices' });

/** A code that fits our grammar and that the browser does not take all the same. */
function refused(cause: unknown): never {
  return fail('peer/code', { problem: 'refused by the browser' }, cause);
}

/** The description with its candidates: there is no second message in which more could follow. */
async function gathered(pc: RTCPeerConnection, tag: number): Promise<Signal> {
  if (pc.iceGatheringState !== 'complete') {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS);
      pc.addEventListener('icegatheringstatechange', () => {
        if (pc.iceGatheringState !== 'complete') return;
        clearTimeout(timer);
        resolve();
      });
    });
  }
  return signalOf(pc.localDescription ?? fail('peer/failed', { problem: 'no description' }), tag);
}

function opening(pc: RTCPeerConnection, channel: RTCDataChannel) {
  const names = { name: '', own: '' };
  let close = () => {};
  let expect = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const opened = new Promise<Line>((resolve, reject) => {
    const end = (error: Error) => {
      clearTimeout(timer);
      pc.close();
      reject(error);
    };
    close = () => end(new DOMException('closed', 'AbortError'));
    let line: Line | undefined;
    channel.addEventListener('open', () => {
      clearTimeout(timer);
      resolve((line = channelLine(channel, pc, names)));
    });
    channel.addEventListener('close', () => end(noWay()));
    pc.addEventListener('connectionstatechange', () => {
      // A channel may stay open for minutes over a way that is gone. Before it was open, `failed` says little: a side
      // whose code nobody has read yet knocks in vain, and still hears when it is knocked at.
      if (pc.connectionState === 'failed') line?.close();
    });
    expect = () => (timer = setTimeout(() => end(noWay()), OPEN_MS));
  });
  opened.catch(() => {}); // whoever waits for it hears of it; nobody may be waiting yet
  return {
    opened,
    close: () => close(),
    /** Both sides know both codes now: it will be soon, or never. */
    expect: () => expect(),
    named: (side: keyof typeof names, { fingerprint }: Signal) => {
      names[side] = [...fingerprint.subarray(0, 3)]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('')
        .toUpperCase();
    },
  };
}
