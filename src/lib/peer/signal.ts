import type { Address } from './address';

/** One UDP host candidate of ICE. */
export type Candidate = { address: Address; port: number };

/** All of an SDP that two browsers need for one data channel; the rest is the same every time (sdp.ts). */
export type Signal = {
  kind: 'offer' | 'answer';
  /** Who opens the DTLS handshake. An offer leaves the choice open. */
  setup: 'actpass' | 'active' | 'passive';
  /** ICE credentials (RFC 8839): characters A-Z a-z 0-9 + / only. */
  ufrag: string;
  pwd: string;
  /** SHA-256 of the certificate, 32 bytes: the connection is encrypted to whoever holds its key. */
  fingerprint: Uint8Array;
  candidates: Candidate[];
  /** Of an answer: which offer it answers (`tagOf` its bytes). */
  offerTag: number;
};

/** The most that a code may hold. Real ones: ufrag 4 to 8, pwd 22 to 32 characters, one or two candidates a network. */
export const SIGNAL_LIMITS = { ufrag: [4, 32], pwd: [22, 64], candidates: 6 } as const;

export const FINGERPRINT_BYTES = 32;
