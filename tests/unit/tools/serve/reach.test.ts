import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../../../tools/certificate/make';
import { type Certificate, readCertificate } from '../../../../tools/serve/certificate';
import { certificateFaults, reachable } from '../../../../tools/serve/reach';

const DAY_MS = 24 * 3600 * 1000;
const ROOM = '192.168.1.10';

describe('addresses of a server without a certificate', () => {
  const at = (host: string, here: string[]) => reachable({ host, port: 4173, certificate: null }, here);

  it('are localhost where only this machine can reach it', () => {
    expect(at('127.0.0.1', [ROOM])).toEqual(['http://localhost:4173/']);
  });
  it('are those of this machine where it listens on all of them: 0.0.0.0 can be typed nowhere', () => {
    expect(at('0.0.0.0', [ROOM, 'fd00::2'])).toEqual([`http://${ROOM}:4173/`, 'http://[fd00::2]:4173/']);
    expect(at('0.0.0.0', [])).toEqual(['http://localhost:4173/']);
  });
  it('are the one that was named', () => {
    expect(at(ROOM, [ROOM, '10.0.0.5'])).toEqual([`http://${ROOM}:4173/`]);
  });
  it('have the path of the app', () => {
    const place = { host: 'localhost', port: 80, base: '/haversack', certificate: null };
    expect(reachable(place, [])).toEqual(['http://localhost:80/haversack/']);
  });
});

describe.skipIf(spawnSync('openssl', ['version']).status !== 0)('a server with a certificate', () => {
  let folder = '';
  let certificate: Certificate;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haversack-reach-'));
    await makeCertificate({ folder: join(folder, 'made'), hosts: [ROOM, 'haversack.local', 'fd00::2'] });
    certificate = await readCertificate(join(folder, 'made'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const faults = (host: string, here: string[], now = Date.now()) =>
    certificateFaults({ host, port: 4173, certificate }, here, now);

  it('is reached by the names in it, as far as they lead here', () => {
    const at = (here: string[]) => reachable({ host: '0.0.0.0', port: 4173, certificate }, here);
    expect(at([ROOM, '10.0.0.5'])).toEqual([`https://${ROOM}:4173/`, 'https://haversack.local:4173/']);
    expect(at(['fd00::2'])).toEqual(['https://haversack.local:4173/', 'https://[fd00::2]:4173/']);
  });

  it('has nothing said of it where all is well', () => {
    expect(faults('0.0.0.0', ['10.0.0.5', ROOM])).toEqual([]);
    expect(faults('0.0.0.0', ['fd00::2'])).toEqual([]);
    expect(faults(ROOM, [ROOM])).toEqual([]);
    expect(certificateFaults({ host: '0.0.0.0', port: 1, certificate: null }, [])).toEqual([]);
  });

  it('is said to have expired, or not to have begun', () => {
    expect(faults(ROOM, [ROOM], Date.now() + 398 * DAY_MS)).toEqual([
      expect.stringMatching(/was good until \d{4}-\d\d-\d\d: devices refuse it\. Make another/),
    ]);
    expect(faults(ROOM, [ROOM], Date.now() - 2 * DAY_MS)).toEqual([
      expect.stringMatching(/one of the two is wrong/),
    ]);
  });

  it('is said to be for other addresses than this machine has', () => {
    expect(faults('0.0.0.0', ['10.0.0.5'])).toEqual([
      expect.stringContaining(
        `is for ${ROOM}, haversack.local, fd00::2; this machine has 10.0.0.5. Give it that address`,
      ),
    ]);
    expect(faults('0.0.0.0', [])).toEqual([expect.stringContaining('no address in a network')]);
    expect(faults('other.local', [ROOM])).toEqual([expect.stringContaining('not for other.local')]);
  });

  it('is said to be of no use where only this machine can reach the server', () => {
    expect(faults('127.0.0.1', [ROOM])).toEqual([expect.stringContaining('add --host 0.0.0.0')]);
  });
});
