import { isIP } from 'node:net';
import { Problem } from '../problem.mjs';

export const HELP = `npm run certificate -- <folder> <name or address>...

Makes a certificate for a class server, such as
  npm run certificate -- certificate 192.168.1.10 haversack.local

Needs the program openssl, which comes with Linux, macOS and Git for Windows.`;

export type CertificateOptions = { folder: string; hosts: string[] };

const NAME =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** Null where help is asked for. Throws a Problem that names what is missing or not understood. */
export function parseCertificateOptions(words: string[]): CertificateOptions | null {
  if (words.includes('--help') || words.includes('-h')) return null;
  const option = words.find((word) => word.startsWith('-'));
  if (option !== undefined)
    throw new Problem(`npm run certificate does not know "${option}": --help says how to write it.`);
  const [folder, ...hosts] = words;
  if (folder === undefined || hosts.length === 0)
    throw new Problem(
      'Name a folder, and the names or addresses of the server: npm run certificate -- --help.',
    );
  const wrong = hosts.find((host) => !isIP(host) && !NAME.test(host));
  if (wrong !== undefined) throw new Problem(`"${wrong}" is neither a host name nor an IP address.`);
  return { folder, hosts };
}
