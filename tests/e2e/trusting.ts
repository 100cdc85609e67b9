import { createHash, X509Certificate } from 'node:crypto';
import type { Certificate } from '../../tools/serve/certificate';

/** An option of Chromium that does what installing ca.pem does for this server: the browser takes its key as known. */
export function trusting({ cert }: Certificate): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`;
}
