import { fail } from '../domain/errors';
import { formatAddress, isLocal, parseAddress } from './address';
import { isIceText } from './ice-chars';
import { type Candidate, FINGERPRINT_BYTES, type Signal, SIGNAL_LIMITS } from './signal';

/** RFC 8445 5.1.2.1 for host candidates: type preference 126, then our order. */
const priority = (index: number) => 126 * 2 ** 24 + (65535 - index) * 2 ** 8 + 255;

/** Any message that we send fits; what a browser can take is more. */
const MAX_MESSAGE_BYTES = 262_144;

/**
 * What of this browser's own SDP the other side needs. Candidates beyond the local network are left out, and TCP ones,
 * which two browsers cannot use between them. Throws `peer/failed` where nothing is left.
 */
export function signalOf({ type, sdp }: RTCSessionDescription, tag: number): Signal {
  const value = (name: string) => new RegExp(`^a=${name}:(.+?)\\r?$`, 'm').exec(sdp)?.[1] ?? '';
  const ufrag = value('ice-ufrag');
  const pwd = value('ice-pwd');
  const fingerprint = Uint8Array.from(
    (/^sha-256 (.+)$/i.exec(value('fingerprint'))?.[1] ?? '').split(':').map((hex) => parseInt(hex, 16)),
  );
  const kind = type === 'offer' ? 'offer' : 'answer';
  const setup = kind === 'offer' ? 'actpass' : value('setup') === 'passive' ? 'passive' : 'active';
  const candidates = candidatesOf(sdp);
  if (!fits(ufrag, SIGNAL_LIMITS.ufrag) || !fits(pwd, SIGNAL_LIMITS.pwd))
    fail('peer/failed', { problem: 'ice' });
  if (fingerprint.length !== FINGERPRINT_BYTES) fail('peer/failed', { problem: 'fingerprint' });
  if (candidates.length === 0) fail('peer/failed', { problem: 'no local address' });
  return { kind, setup, ufrag, pwd, fingerprint, candidates, offerTag: tag };
}

/** A whole SDP around a signal. Each value comes from a fixed alphabet, so none can end its line. */
export function sdpOf(signal: Signal): RTCSessionDescriptionInit {
  const hex = [...signal.fingerprint].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase());
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    `a=ice-ufrag:${signal.ufrag}`,
    `a=ice-pwd:${signal.pwd}`,
    `a=fingerprint:sha-256 ${hex.join(':')}`,
    `a=setup:${signal.setup}`,
    'a=mid:0',
    'a=sctp-port:5000',
    `a=max-message-size:${MAX_MESSAGE_BYTES}`,
    ...signal.candidates.map(
      ({ address, port }, index) =>
        `a=candidate:${index + 1} 1 udp ${priority(index)} ${formatAddress(address)} ${port} typ host`,
    ),
  ];
  return { type: signal.kind, sdp: `${lines.join('\r\n')}\r\n` };
}

/** Real addresses before names: they need no multicast, which many hotspots do not pass on. */
function candidatesOf(sdp: string): Candidate[] {
  const found: Candidate[] = [];
  for (const [, host = '', port = ''] of sdp.matchAll(/^a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ host/gim)) {
    const address = parseAddress(host);
    if (address && isLocal(address)) found.push({ address, port: Number(port) });
  }
  const order = ['ipv4', 'ipv6', 'mdns'];
  found.sort((a, b) => order.indexOf(a.address.kind) - order.indexOf(b.address.kind));
  return found.slice(0, SIGNAL_LIMITS.candidates);
}

function fits(text: string, [least, most]: readonly [number, number]): boolean {
  return text.length >= least && text.length <= most && isIceText(text);
}
