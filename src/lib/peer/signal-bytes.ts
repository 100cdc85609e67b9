import { fail } from '../domain/errors';
import { ADDRESS_BYTES, type AddressKind, isLocal } from './address';
import { crc32 } from './crc32';
import { fromIceChars, toIceChars } from './ice-chars';
import { type Candidate, FINGERPRINT_BYTES, type Signal, SIGNAL_LIMITS } from './signal';

/**
 * Bytes of a signal, about 120: a head (version in the high half, 1 answer, 2 passive), of an answer the offer's tag (2),
 * then ufrag and pwd (length, then 6 bits a character), fingerprint (32), candidates (count, then kind, address, port),
 * and a CRC-32 of all that. Numbers are big-endian.
 */
const VERSION = 1;
const ANSWER = 1;
const PASSIVE = 2;
const KINDS: readonly AddressKind[] = ['ipv4', 'ipv6', 'mdns'];

export function signalBytes(signal: Signal): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  const u16 = (value: number) => out.push(value >> 8, value & 255);
  out.push(
    (VERSION << 4) | (signal.kind === 'answer' ? ANSWER : 0) | (signal.setup === 'passive' ? PASSIVE : 0),
  );
  if (signal.kind === 'answer') u16(signal.offerTag);
  for (const text of [signal.ufrag, signal.pwd]) out.push(text.length, ...fromIceChars(text));
  out.push(...signal.fingerprint, signal.candidates.length);
  for (const { address, port } of signal.candidates) {
    out.push(KINDS.indexOf(address.kind), ...address.bytes);
    u16(port);
  }
  const crc = crc32(Uint8Array.from(out));
  u16(crc >>> 16);
  u16(crc & 0xffff);
  return Uint8Array.from(out);
}

/** Throws `peer/code` for whatever `signalBytes` would not have written. */
export function parseSignal(bytes: Uint8Array): Signal {
  const end = bytes.length - 4;
  let at = 0;
  const take = (count: number): Uint8Array => {
    if (at + count > end) return fail('peer/code', { problem: 'cut off' });
    return bytes.subarray(at, (at += count));
  };
  const u8 = () => take(1)[0] ?? 0;
  const u16 = () => (u8() << 8) | u8();
  const iceText = ([least, most]: readonly [number, number], what: string): string => {
    const length = u8();
    if (length < least || length > most) return fail('peer/code', { problem: what });
    return toIceChars(take(Math.ceil((length * 6) / 8)), length) ?? fail('peer/code', { problem: what });
  };

  if (end < 1) return fail('peer/code', { problem: 'cut off' });
  const crc = new DataView(bytes.buffer, bytes.byteOffset + end).getUint32(0);
  if (crc !== crc32(bytes.subarray(0, end))) return fail('peer/code', { problem: 'checksum' });
  const head = u8();
  if (head >> 4 !== VERSION) return fail('peer/code', { problem: 'version' });
  if (head & 0b1100) return fail('peer/code', { problem: 'head' });
  const kind = head & ANSWER ? 'answer' : 'offer';
  if (kind === 'offer' && head & PASSIVE) return fail('peer/code', { problem: 'head' });
  const setup = kind === 'offer' ? 'actpass' : head & PASSIVE ? 'passive' : 'active';
  const offerTag = kind === 'answer' ? u16() : 0;
  const ufrag = iceText(SIGNAL_LIMITS.ufrag, 'ufrag');
  const pwd = iceText(SIGNAL_LIMITS.pwd, 'pwd');
  const fingerprint = take(FINGERPRINT_BYTES).slice();
  const count = u8();
  if (count < 1 || count > SIGNAL_LIMITS.candidates) return fail('peer/code', { problem: 'candidates' });
  const candidates: Candidate[] = [];
  for (let index = 0; index < count; index++) {
    const address = KINDS[u8()] ?? fail('peer/code', { problem: 'address' });
    const candidate = {
      address: { kind: address, bytes: take(ADDRESS_BYTES[address]).slice() },
      port: u16(),
    };
    if (!isLocal(candidate.address) || candidate.port === 0) return fail('peer/code', { problem: 'address' });
    candidates.push(candidate);
  }
  if (at !== end) return fail('peer/code', { problem: 'too long' });
  return { kind, setup, ufrag, pwd, fingerprint, candidates, offerTag };
}

/** Which offer an answer is for: enough to tell a mix-up from a match. */
export function tagOf(offer: Uint8Array): number {
  return crc32(offer) & 0xffff;
}
