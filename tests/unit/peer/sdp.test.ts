import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '$lib/peer/address';
import { sdpOf, signalOf } from '$lib/peer/sdp';
import { CHROMIUM_OFFER, randomSignal } from '../../fixtures/signals';

const FINGERPRINT = Array.from({ length: 32 }, (_, at) =>
  at.toString(16).padStart(2, '0').toUpperCase(),
).join(':');

/** As a browser writes it, with these candidates. */
function description(candidates: string[], changes: Record<string, string> = {}): RTCSessionDescription {
  const values = { 'ice-ufrag': 'id0P', 'ice-pwd': 'aqoSKUrsHvkRg1R/32hj+nZv', setup: 'actpass', ...changes };
  const sdp = [
    'v=0',
    'o=- 2715809260266908412 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'a=extmap-allow-mixed',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    ...candidates.map((candidate) => `a=candidate:${candidate}`),
    ...Object.entries(values).map(([name, value]) => `a=${name}:${value}`),
    `a=fingerprint:sha-256 ${FINGERPRINT}`,
    'a=mid:0',
    'a=sctp-port:5000',
    '',
  ].join('\r\n');
  return { type: 'offer', sdp } as RTCSessionDescription;
}

const HOST = '542217039 1 udp 2113937151 192.168.4.2 34170 typ host generation 0 network-cost 999';
const NAME = '656670719 1 udp 2113942271 f04ca874-8d2d-4923-95ad-19a5a952466d.local 49892 typ host';

describe('an SDP', () => {
  it('of a browser becomes a signal with real addresses before names', () => {
    const signal = signalOf(description([NAME, HOST]), 0);
    expect(signal.ufrag).toBe('id0P');
    expect(signal.pwd).toBe('aqoSKUrsHvkRg1R/32hj+nZv');
    expect([...signal.fingerprint.subarray(0, 3)]).toEqual([0, 1, 2]);
    expect(signal.candidates.map(({ address, port }) => `${formatAddress(address)} ${port}`)).toEqual([
      '192.168.4.2 34170',
      'f04ca874-8d2d-4923-95ad-19a5a952466d.local 49892',
    ]);
  });

  it('leaves out what lies beyond the network, TCP, and what is not a host', () => {
    const signal = signalOf(
      description([
        '1 1 udp 1 203.0.113.7 5000 typ host',
        '2 1 tcp 1 192.168.4.2 9 typ host tcptype active',
        '3 1 udp 1 192.168.4.2 5001 typ srflx raddr 0.0.0.0 rport 0',
        HOST,
      ]),
      0,
    );
    expect(signal.candidates).toHaveLength(1);
  });

  it('without an address of the local network cannot be used', () => {
    expect(() => signalOf(description(['1 1 udp 1 203.0.113.7 5000 typ host']), 0)).toThrow('peer/failed');
    expect(() => signalOf(description([HOST], { 'ice-ufrag': 'a b' }), 0)).toThrow('peer/failed');
  });

  it('made from a signal gives the signal back', () => {
    for (let seed = 0; seed < 200; seed++) {
      const signal = randomSignal(seed);
      const order = ['ipv4', 'ipv6', 'mdns'];
      signal.candidates.sort((a, b) => order.indexOf(a.address.kind) - order.indexOf(b.address.kind));
      const back = signalOf(sdpOf(signal) as RTCSessionDescription, signal.offerTag);
      expect(back).toEqual(signal);
    }
  });

  it('has exactly the lines that we write, and no other', () => {
    const names = (sdpOf(CHROMIUM_OFFER).sdp ?? '')
      .split('\r\n')
      .map((line) => /^a=[a-z-]+|^./.exec(line)?.[0] ?? '');
    expect(names.join(' ')).toBe(
      'v o s t a=group m c a=ice-ufrag a=ice-pwd a=fingerprint a=setup a=mid a=sctp-port a=max-message-size a=candidate a=candidate ',
    );
  });
});

describe('an address', () => {
  it('of any form comes back in its own', () => {
    for (const host of ['192.168.0.255', 'f04ca874-8d2d-4923-95ad-19a5a952466d.local']) {
      expect(formatAddress(parseAddress(host)!)).toBe(host);
    }
    expect(formatAddress(parseAddress('fd00::2')!)).toBe('fd00:0000:0000:0000:0000:0000:0000:0002');
    expect(formatAddress(parseAddress('fd00:1:2:3:4:5:6:7')!)).toBe(
      'fd00:0001:0002:0003:0004:0005:0006:0007',
    );
  });

  it('that is none is not read', () => {
    const none = [
      '',
      '256.1.1.1',
      '1.2.3',
      'printer.local',
      'fe80::1%eth0',
      '1::2::3',
      '::ffff:1.2.3.4',
      ':',
      '1:2:3:4:5:6:7:8:9',
      'g::1',
    ];
    for (const host of none) expect(parseAddress(host), host).toBeUndefined();
  });
});
