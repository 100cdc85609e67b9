import encodeQR from 'qr';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/domain/errors';
import { fromBase32, toBase32 } from '$lib/peer/base32';
import { codeOf, offerTag, readCode } from '$lib/peer/code';
import { crc32 } from '$lib/peer/crc32';
import { FINGERPRINT_BYTES, type Signal, SIGNAL_LIMITS } from '$lib/peer/signal';
import { signalBytes } from '$lib/peer/signal-bytes';
import { isLocal } from '$lib/peer/address';
import { sdpOf } from '$lib/peer/sdp';
import { pick, seeded } from '../../fixtures/gguf/random';
import { candidate, CHROMIUM_OFFER, randomSignal } from '../../fixtures/signals';

const FUZZ = Number(process.env['HAVERSACK_FUZZ'] ?? 10_000);

function problemOf(text: string, kind: Signal['kind'] = 'offer'): string {
  try {
    readCode(text, kind);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'peer/code') return String(thrown.details['problem']);
    throw thrown;
  }
  return 'none';
}

/** A code around any bytes, with a checksum that agrees: what somebody who knows the format can make. */
function forged(body: number[]): string {
  const crc = crc32(Uint8Array.from(body));
  const bytes = [...body, crc >>> 24, (crc >> 16) & 255, (crc >> 8) & 255, crc & 255];
  return `HAVERSACK:${toBase32(Uint8Array.from(bytes))}`;
}

/** Of the smallest QR code that holds the text, with the middle of three error corrections. */
function qrVersion(text: string): number {
  return (encodeQR(text, 'raw', { ecc: 'medium', border: 1 }).length - 2 - 17) / 4;
}

describe('a connection code', () => {
  it('comes back as it was, whatever a browser puts into it', () => {
    for (let seed = 0; seed < 500; seed++) {
      const signal = randomSignal(seed);
      expect(readCode(codeOf(signal), signal.kind)).toEqual(signal);
    }
  });

  it('of a real offer has 99 bytes and fits QR version 7 (45 by 45), which a cheap phone reads', () => {
    const code = codeOf(CHROMIUM_OFFER);
    expect(signalBytes(CHROMIUM_OFFER)).toHaveLength(99);
    expect(qrVersion(code)).toBe(7);
  });

  it('fits QR version 14 with the most that it may hold', () => {
    const fullest: Signal = {
      ...CHROMIUM_OFFER,
      kind: 'answer',
      setup: 'passive',
      ufrag: 'f'.repeat(SIGNAL_LIMITS.ufrag[1]),
      pwd: 'p'.repeat(SIGNAL_LIMITS.pwd[1]),
      candidates: Array.from({ length: SIGNAL_LIMITS.candidates }, () => candidate('fd00::1', 1)),
    };
    expect(qrVersion(codeOf(fullest))).toBeLessThanOrEqual(14);
  });

  it('is read back from the picture of its QR code', () => {
    const code = codeOf(CHROMIUM_OFFER);
    const modules = encodeQR(code, 'raw', { ecc: 'medium', border: 4 });
    const scale = 4;
    const size = modules.length * scale;
    const data = new Uint8ClampedArray(size * size * 4).fill(255);
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++)
        if (modules[Math.floor(y / scale)]?.[Math.floor(x / scale)])
          data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    expect(decodeQR({ width: size, height: size, data })).toBe(code);
  });

  it('survives spaces, line breaks and small letters', () => {
    const code = codeOf(CHROMIUM_OFFER);
    const mangled = `\n ${code.toLowerCase().replace(/(.{20})/g, '$1\r\n')} \u00a0`;
    expect(readCode(mangled, 'offer')).toEqual(CHROMIUM_OFFER);
  });

  it('says which problem it has', () => {
    const code = codeOf(CHROMIUM_OFFER);
    expect(problemOf('')).toBe('prefix');
    expect(problemOf('https://example.org/')).toBe('prefix');
    expect(problemOf(code.slice(0, 12))).toBe('cut off');
    expect(problemOf(code.slice(0, 'HAVERSACK:'.length + 152))).toBe('checksum');
    expect(problemOf(code.replace(/[A-Z2-7]$/, '1'))).toBe('characters');
    expect(problemOf(code, 'answer')).toBe('kind');
    expect(problemOf('HAVERSACK:'.padEnd(5000, 'A'))).toBe('too long');
  });

  it('with any one character changed, left out or doubled is refused', () => {
    const code = codeOf(CHROMIUM_OFFER);
    const random = seeded(4);
    for (let at = 0; at < code.length; at++) {
      const other = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.replace(code[at] ?? '', '')[pick(random, 31)] ?? 'A';
      expect(problemOf(code.slice(0, at) + other + code.slice(at + 1)), `changed at ${at}`).not.toBe('none');
      expect(problemOf(code.slice(0, at) + code.slice(at + 1)), `left out at ${at}`).not.toBe('none');
      expect(problemOf(code.slice(0, at) + code[at] + code.slice(at)), `doubled at ${at}`).not.toBe('none');
    }
  });

  it('names addresses of the local network only', () => {
    const at = (host: string) => codeOf({ ...CHROMIUM_OFFER, candidates: [candidate(host, 9)] });
    for (const host of ['192.168.1.7', '10.0.0.1', '172.20.10.2', '169.254.1.1', 'fe80::1', 'fd12::9'])
      expect(problemOf(at(host)), host).toBe('none');
    for (const host of [
      '8.8.8.8',
      '127.0.0.1',
      '172.32.0.1',
      '192.169.0.1',
      '2001:db8::1',
      '::1',
      '224.0.0.251',
    ])
      expect(problemOf(at(host)), host).toBe('address');
  });

  it('made to measure, with a checksum that agrees, is still held to every limit', () => {
    const good = [...signalBytes(CHROMIUM_OFFER)].slice(0, -4);
    const changed = (at: number, value: number) =>
      forged(good.map((byte, index) => (index === at ? value : byte)));
    expect(problemOf(forged(good))).toBe('none');
    expect(problemOf(forged([...good, 0]))).toBe('too long');
    expect(problemOf(forged(good.slice(0, -1)))).toBe('cut off');
    expect(problemOf(changed(0, 0x20))).toBe('version');
    expect(problemOf(changed(0, 0x14))).toBe('head');
    expect(problemOf(changed(0, 0x12))).toBe('head');
    expect(problemOf(changed(1, 3))).toBe('ufrag');
    expect(problemOf(changed(1, 255))).toBe('ufrag');
    expect(problemOf(changed(5, 200))).toBe('pwd');
    const count = 1 + 1 + 3 + 1 + 18 + FINGERPRINT_BYTES;
    expect(problemOf(changed(count, 0))).toBe('candidates');
    expect(problemOf(changed(count, 7))).toBe('candidates');
    expect(problemOf(changed(count + 1, 3))).toBe('address');
  });

  it(
    `of ${FUZZ} random bytes with a good checksum is refused with a code, or holds what the limits allow`,
    { timeout: 600_000 },
    () => {
      const good = [...signalBytes(CHROMIUM_OFFER)].slice(0, -4);
      for (let seed = 0; seed < FUZZ; seed++) {
        const random = seeded(seed);
        const body =
          seed % 2 === 0
            ? Array.from({ length: pick(random, 200) }, () => pick(random, 256))
            : good.map((byte) => (pick(random, 12) === 0 ? pick(random, 256) : byte));
        const code = forged(body);
        for (const kind of ['offer', 'answer'] as const) {
          if (problemOf(code, kind) !== 'none') continue;
          const signal = readCode(code, kind);
          expect(signal.candidates.every(({ address }) => isLocal(address))).toBe(true);
          expect(codeOf(signal)).toBe(code);
          expect(sdpOf(signal).sdp).toMatch(/^(?:[a-z]=[\x20-\x7e]+\r\n)+$/);
        }
      }
    },
  );

  it('tells an answer to another offer from its own', () => {
    expect(offerTag(CHROMIUM_OFFER)).not.toBe(offerTag({ ...CHROMIUM_OFFER, ufrag: 'id0Q' }));
  });
});

describe('base 32', () => {
  it('agrees with the vectors of RFC 4648', () => {
    const vectors = {
      f: 'MY',
      fo: 'MZXQ',
      foo: 'MZXW6',
      foob: 'MZXW6YQ',
      fooba: 'MZXW6YTB',
      foobar: 'MZXW6YTBOI',
    };
    for (const [text, expected] of Object.entries(vectors)) {
      const bytes = new TextEncoder().encode(text);
      expect(toBase32(bytes)).toBe(expected);
      expect(fromBase32(expected)).toEqual(bytes);
    }
  });

  it('has one text for one value', () => {
    expect(fromBase32('MZ')).toBeUndefined();
    expect(fromBase32('M')).toBeUndefined();
    expect(fromBase32('my')).toBeUndefined();
  });
});

it('the checksum is the CRC-32 that others compute', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});
