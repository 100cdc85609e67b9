import { afterEach, describe, expect, it, vi } from 'vitest';
import { STANDARD_TEXTS } from '../../../../src/lib/domain/licence-texts';
import type { HubSource, Source } from '../../../../src/lib/domain/pack';
import { networkSupply } from '../../../../src/lib/packs/fetch/addresses';
import { seededShard } from '../../../fakes/small-pack';

const weights = await seededShard({ path: 'sub folder/model #1.gguf', seed: 1, bytes: 10 });
const library = { ...(await seededShard({ path: 'lib.wasm', seed: 2, bytes: 10, role: 'library' })) };
const hub: HubSource = {
  kind: 'hub',
  endpoint: 'https://hub.example',
  repo: 'maker/model',
  revision: '0'.repeat(40),
  hosts: ['*.cdn.example'],
  elsewhere: [{ path: 'lib.wasm', url: 'https://libs.example/v1/lib.wasm' }],
};
const served = (source: Source, mirrors: string[] = []) => networkSupply(source, mirrors);
const servedFrom = (pathname: string) => {
  vi.stubGlobal('location', { origin: 'https://app.example', pathname });
  return served(hub).addresses(library).at(-1);
};
afterEach(() => void vi.unstubAllGlobals());

describe('where a file is asked for', () => {
  it('of a site is its base address, then each mirror, by digest', () => {
    const { addresses } = served({ kind: 'site', baseUrl: 'https://app.example/packs' }, [
      'http://school.local/',
    ]);
    expect(addresses(weights)).toEqual([
      `https://app.example/packs/blobs/${weights.sha256}`,
      `http://school.local/blobs/${weights.sha256}`,
    ]);
  });

  it('of a hub is its path at the commit, with every odd character escaped', () => {
    const { addresses, hosts } = served(hub);
    const { revision } = hub;
    expect(addresses(weights)).toEqual([
      `https://hub.example/maker/model/resolve/${revision}/sub%20folder/model%20%231.gguf`,
    ]);
    expect(hosts).toEqual(['*.cdn.example']);
  });

  it('of a library is its own address, and then this site, also below a sub-path', () => {
    expect(servedFrom('/_app/immutable/workers/sources-x.js')).toBe(
      `https://app.example/packs/blobs/${library.sha256}`,
    );
    expect(servedFrom('/haversack/_app/immutable/workers/sources-x.js')).toBe(
      `https://app.example/haversack/packs/blobs/${library.sha256}`,
    );
    expect(served(hub).addresses(library)[0]).toBe('https://libs.example/v1/lib.wasm');
  });

  it('of a standard text of a licence is this app first, and never the hub, which has none', () => {
    vi.stubGlobal('location', {
      origin: 'https://app.example',
      pathname: '/haversack/_app/immutable/workers/packs-x.js',
    });
    const { path, bytes, sha256 } = STANDARD_TEXTS.find(({ spdx }) => spdx === 'MIT')!;
    const text = { path, bytes, sha256, role: 'licence' } as const;
    const own = 'https://app.example/haversack/licences/MIT.txt';
    expect(served(hub).addresses(text)).toEqual([own]);
    const fromFile = served({ kind: 'file', fileName: 'x' }, ['http://school.local']);
    expect(fromFile.addresses(text)).toEqual([own, `http://school.local/blobs/${sha256}`]);
    // The same words as the publisher's own file are at the hub too.
    expect(
      served(hub)
        .addresses({ ...text, path: 'LICENSE' })
        .at(-1),
    ).toMatch(/resolve.*LICENSE$/);
  });

  it.each(['archive', 'file', 'folder'] as const)('of an %s is a mirror only', (kind) => {
    const { addresses } = served({ kind, fileName: 'x' }, ['http://school.local']);
    expect(addresses(weights)).toEqual([`http://school.local/blobs/${weights.sha256}`]);
  });
});
