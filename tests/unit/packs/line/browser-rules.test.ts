import { afterEach, expect, it, vi } from 'vitest';
import { isLocalAddress, refuseInsecure, unreached } from '../../../../src/lib/packs/line/browser-rules';

const page = (address: string) => new URL(address);
const permission = (state: PermissionState | TypeError) =>
  vi.stubGlobal('navigator', {
    permissions: {
      query: async () => {
        if (state instanceof TypeError) throw state;
        return { state };
      },
    },
  });
const said = (url: string, from: string) =>
  unreached(new URL(url), new TypeError('Failed to fetch'), page(from)).catch(
    (thrown: { code: string }) => thrown.code,
  );

afterEach(() => vi.unstubAllGlobals());

it('knows which addresses are of a local network, and takes no other for one', () => {
  const local =
    '10.0.0.1 172.16.0.1 172.31.255.1 192.168.1.10 169.254.3.4 100.64.0.1 127.0.0.1 localhost a.localhost box.local [fd00::2] [fe80::1] [::1]';
  const far =
    '11.0.0.1 172.15.0.1 172.32.0.1 192.169.1.1 100.63.0.1 100.128.0.1 8.8.8.8 school.example box.local.example 10.example [2001:db8::1] local';
  expect(local.split(' ').filter((host) => !isLocalAddress(new URL(`http://${host}/`).hostname))).toEqual([]);
  expect(far.split(' ').filter((host) => isLocalAddress(new URL(`http://${host}/`).hostname))).toEqual([]);
});

it('plain http is refused with its reason where the app came over https, but for this machine itself', () => {
  const refused = (url: string, from: string) => {
    try {
      refuseInsecure(new URL(url), page(from));
      return false;
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'source/insecure', details: { host: new URL(url).host } });
      return true;
    }
  };
  expect(refused('http://192.168.1.10:8080/packs', 'https://app.example/')).toBe(true);
  expect(refused('http://school.example/', 'https://192.168.1.2/')).toBe(true);
  expect(refused('http://127.0.0.1:8080/', 'https://app.example/')).toBe(false);
  expect(refused('https://192.168.1.10/', 'https://app.example/')).toBe(false);
  expect(refused('http://192.168.1.10/', 'http://localhost:4173/')).toBe(false);
});

it('where the browser was not allowed to ask, that is said, and not that the server is off', async () => {
  permission('denied');
  expect(await said('https://192.168.1.10/', 'https://app.example/')).toBe('source/local-network');
  permission('prompt');
  expect(await said('https://box.local/', 'https://app.example/')).toBe('source/local-network');
});

it('a server that is off is called that: with permission, far away, on a local site, or where no permission is known', async () => {
  permission('granted');
  expect(await said('https://192.168.1.10/', 'https://app.example/')).toBe('source/unreachable');
  permission('denied');
  expect(await said('https://far.example/', 'https://app.example/')).toBe('source/unreachable');
  expect(await said('https://192.168.1.10/', 'https://192.168.1.2/')).toBe('source/unreachable');
  permission(new TypeError('not a permission'));
  expect(await said('https://192.168.1.10/', 'https://app.example/')).toBe('source/unreachable');
});
