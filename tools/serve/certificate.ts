/** The certificate that a class server shows, from a folder with cert.pem and key.pem (PEM; cert.pem may hold a chain). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { Problem } from '../problem.mjs';

export type Certificate = { cert: string; key: string };

/** Rejects with a Problem where a file is missing or the two do not belong together. */
export async function readCertificate(folder: string): Promise<Certificate> {
  const read = (name: string) =>
    readFile(join(folder, name), 'utf8').catch((thrown: unknown) => {
      throw new Problem(`There is no ${name} in ${folder}: npm run certificate makes one.`, thrown);
    });
  const certificate = { cert: await read('cert.pem'), key: await read('key.pem') };
  try {
    createSecureContext(certificate);
  } catch (thrown) {
    throw new Problem(`cert.pem and key.pem in ${folder} do not belong together, or are damaged.`, thrown);
  }
  return certificate;
}
