import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../../../tools/certificate/make';
import { parseCertificateOptions } from '../../../../tools/certificate/options';
import { readCertificate } from '../../../../tools/serve/certificate';
import { listen, type Listening } from '../../../../tools/serve/listen';

/** On the few machines without it the tool says so, and there is no certificate to look at. */
const openssl = spawnSync('openssl', ['version']).status === 0;
let folder = '';
let site: Listening;

beforeAll(async () => {
  if (!openssl) return;
  folder = join(await mkdtemp(join(tmpdir(), 'haversack-cert-')), 'made');
  await makeCertificate({ folder, hosts: ['127.0.0.1', 'haversack.local'] });
  site = await listen((_, response) => response.end('hello'), 0, '127.0.0.1', await readCertificate(folder));
});
afterAll(async () => {
  if (!openssl) return;
  await site.close();
  await rm(join(folder, '..'), { recursive: true, force: true });
});

/** What a device that trusts `ca` alone gets from the server, when it believes to speak to `name`. */
async function visit(name: string): Promise<string> {
  const ca = await readFile(join(folder, 'ca.pem'), 'utf8');
  return new Promise((resolve, reject) => {
    // The address decides where to, `servername` who is expected there.
    const servername = /^\d/.test(name) ? {} : { servername: name };
    get({ host: '127.0.0.1', port: site.port, ca, ...servername }, (response) => {
      response.on('data', (piece: Buffer) => resolve(piece.toString()));
    }).on('error', reject);
  });
}

describe.skipIf(!openssl)('a class server’s certificate', () => {
  it.each(['127.0.0.1', 'haversack.local'])(
    'is good for %s on a device that has its ca.pem',
    async (name) => {
      expect(await visit(name)).toBe('hello');
    },
  );

  it('is good for no other name', async () => {
    await expect(visit('bank.example')).rejects.toThrow(/altnames|certificate/i);
  });

  it('comes from an authority that may sign for this server only', async () => {
    const ca = new X509Certificate(await readFile(join(folder, 'ca.pem')));
    expect(ca.ca).toBe(true);
    expect(ca.toString()).toContain('BEGIN CERTIFICATE');
    expect(Buffer.from(ca.raw).includes('haversack.local')).toBe(true);
    expect(await stat(join(folder, 'ca-key.pem')).catch(() => null)).toBeNull();
  });

  it('is refused in words where a file has the name of its folder', async () => {
    const file = join(folder, '..', 'file');
    await writeFile(file, '');
    await expect(makeCertificate({ folder: file, hosts: ['127.0.0.1'] })).rejects.toThrow(
      /is no folder: name another/,
    );
  });

  it('is not made over one that is there', async () => {
    await expect(makeCertificate({ folder, hosts: ['127.0.0.1'] })).rejects.toThrow(/There is a key.pem/);
  });
});

describe.skipIf(!openssl)('reading a certificate', () => {
  it('says which file is missing', async () => {
    await expect(readCertificate(join(folder, '..'))).rejects.toThrow(/There is no cert.pem/);
  });

  it('says that a key does not belong to it', async () => {
    const other = join(folder, '..', 'other');
    await makeCertificate({ folder: other, hosts: ['127.0.0.1'] });
    await writeFile(join(other, 'cert.pem'), await readFile(join(folder, 'cert.pem')));
    await expect(readCertificate(other)).rejects.toThrow(/do not belong together/);
  });
});

describe('the options of npm run certificate', () => {
  it('takes a folder and hosts', () => {
    const expected = { folder: 'out', hosts: ['192.168.1.10', 'haversack.local', '::1'] };
    expect(parseCertificateOptions(['out', '192.168.1.10', 'haversack.local', '::1'])).toEqual(expected);
  });

  it.each([
    [['out'], 'Name a folder'],
    [['out', 'a b'], 'neither a host name nor an IP address'],
    [['out', 'x,DNS:evil'], 'neither a host name nor an IP address'],
    [['out', '--force'], 'does not know "--force"'],
  ])('refuses %j', (words, sentence) => {
    expect(() => parseCertificateOptions(words)).toThrow(sentence);
  });
});
