import { fail } from '../domain/errors';
import { fromBase32, toBase32 } from './base32';
import { parseSignal, signalBytes, tagOf } from './signal-bytes';
import type { Signal } from './signal';

/** What a person sees first in a code, so that they know which app it is for. */
const PREFIX = 'HAVERSACK:';
/** Five times the longest code: spaces and line breaks of a messenger count too. */
const MAX_TEXT = 4000;

/** A signal as text for a QR code (its alphanumeric mode) or to copy. */
export function codeOf(signal: Signal): string {
  return PREFIX + toBase32(signalBytes(signal));
}

/** Reads what was scanned or pasted; spaces, line breaks and small letters do no harm. Throws `peer/code`. */
export function readCode(text: string, kind: Signal['kind']): Signal {
  if (text.length > MAX_TEXT) return fail('peer/code', { problem: 'too long' });
  const plain = text.replace(/\s+/g, '').toUpperCase();
  if (!plain.startsWith(PREFIX)) return fail('peer/code', { problem: 'prefix' });
  const bytes = fromBase32(plain.slice(PREFIX.length)) ?? fail('peer/code', { problem: 'characters' });
  const signal = parseSignal(bytes);
  return signal.kind === kind ? signal : fail('peer/code', { problem: 'kind', expected: kind });
}

/** The tag that an answer to this offer carries. */
export function offerTag(offer: Signal): number {
  return tagOf(signalBytes(offer));
}
