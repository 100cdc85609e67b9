/** A certificate for one server, signed by an authority that is good for this server only and whose key is not kept. */
import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { guardDisk, makeFolder } from '../disk';
import { isMissing } from '../packs/cache';
import { Problem } from '../problem.mjs';
import type { CertificateOptions } from './options';

/** Browsers refuse server certificates that are good for longer than this. */
const DAYS = 397;

/** Writes ca.pem, cert.pem (with its chain) and key.pem into the folder. Rejects with a Problem. */
export async function makeCertificate({ folder, hosts }: CertificateOptions): Promise<void> {
  if (await exists(join(folder, 'key.pem')))
    throw new Problem(`There is a key.pem in ${folder} already: name another folder, or delete that file.`);
  await makeFolder(folder);
  const work = await mkdtemp(join(tmpdir(), 'haversack-certificate-'));
  const at = (name: string) => join(work, name);
  try {
    await writeFile(at('openssl.cnf'), config(hosts));
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const common = ['-config', at('openssl.cnf'), '-days', String(DAYS), '-sha256'];
    await openssl(
      ['req', '-x509', ...key, ...common, '-extensions', 'authority'],
      ['-subj', '/CN=Haversack class server', '-keyout', at('ca-key.pem'), '-out', at('ca.pem')],
    );
    await openssl(
      ['req', ...key, '-config', at('openssl.cnf'), '-subj', '/CN=Haversack'],
      ['-keyout', at('key.pem'), '-out', at('request.pem')],
    );
    await openssl(
      ['x509', '-req', '-in', at('request.pem'), '-CA', at('ca.pem'), '-CAkey', at('ca-key.pem')],
      ['-CAcreateserial', '-days', String(DAYS), '-sha256', '-extfile', at('openssl.cnf')],
      ['-extensions', 'server', '-out', at('server.pem')],
    );
    const chain = (await readFile(at('server.pem'), 'utf8')) + (await readFile(at('ca.pem'), 'utf8'));
    await guardDisk(async () => {
      await writeFile(join(folder, 'cert.pem'), chain);
      await copyFile(at('ca.pem'), join(folder, 'ca.pem'));
      // Its name says that all is there: a disk that is full must not leave an empty one.
      const aside = join(folder, 'key.pem.new');
      await copyFile(at('key.pem'), aside);
      await chmod(aside, 0o600);
      await rename(aside, join(folder, 'key.pem'));
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The authority may sign for these hosts and no others, so that trusting it opens no other door. */
function config(hosts: readonly string[]): string {
  const names = hosts.map((host) => (isIP(host) ? `IP:${host}` : `DNS:${host}`));
  const whole = (host: string) => `IP:${host}/${isIP(host) === 4 ? '255.255.255.255' : WHOLE_IPV6}`;
  const permitted = hosts.map((host) => `permitted;${isIP(host) ? whole(host) : `DNS:${host}`}`);
  return [
    '[req]',
    'distinguished_name = name',
    '[name]',
    '[authority]',
    'basicConstraints = critical, CA:TRUE, pathlen:0',
    'keyUsage = critical, keyCertSign, cRLSign',
    'subjectKeyIdentifier = hash',
    `nameConstraints = critical, ${permitted.join(', ')}`,
    '[server]',
    'basicConstraints = critical, CA:FALSE',
    'keyUsage = critical, digitalSignature',
    'extendedKeyUsage = serverAuth',
    'authorityKeyIdentifier = keyid',
    `subjectAltName = ${names.join(', ')}`,
    '',
  ].join('\n');
}

const WHOLE_IPV6 = Array.from({ length: 8 }, () => 'ffff').join(':');

async function openssl(...words: string[][]): Promise<void> {
  try {
    await promisify(execFile)('openssl', words.flat());
  } catch (thrown) {
    if (isMissing(thrown)) throw new Problem('The program openssl is not on this machine.', thrown);
    const said =
      thrown instanceof Error && 'stderr' in thrown ? String(thrown.stderr).trim() : String(thrown);
    throw new Problem(`openssl could not make the certificate: ${said.split('\n').at(-1)}`, thrown);
  }
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    (thrown: unknown) => {
      if (isMissing(thrown)) return false;
      throw thrown;
    },
  );
}
