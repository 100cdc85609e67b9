import encodeQR from 'qr';

/** Modules of light around a code, as ISO/IEC 18004 asks: without them a camera may not find it. */
const QUIET_ZONE = 4;

/** Rows of a QR code, true where dark, with its quiet zone. Text of a connection code takes the tight alphanumeric mode. */
export function qrPicture(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
}
