import { describe, expect, it } from 'vitest';
import { sourceShape, vettingShape, vouchShape } from '../../../../src/lib/packs/form/record-shapes';

const hub = {
  kind: 'hub',
  endpoint: 'https://hub.example',
  repo: 'maker/model',
  revision: '0123456789abcdef0123456789abcdef01234567',
  hosts: ['cdn.example', '*.cdn.example', 'localhost:8080'],
  elsewhere: [{ path: 'lib.wasm', url: 'https://libs.example/lib.wasm' }],
};
const refused = { code: 'pack/manifest-invalid' };
const read = (value: unknown) => sourceShape(value, 'source');

describe('a source on record', () => {
  it.each([
    { kind: 'site', baseUrl: 'https://app.example/packs' },
    { kind: 'mirror', baseUrl: 'http://192.168.1.2:8000' },
    hub,
    { kind: 'archive', fileName: 'model.haversack' },
    { kind: 'file', fileName: 'model.gguf' },
    { kind: 'folder', fileName: 'MLC' },
    { kind: 'peer', name: 'Amina’s tablet' },
  ])('of kind $kind comes through whole', (source) => {
    expect(read(source)).toEqual(source);
  });

  it.each(['main', 'v1.0', '0'.repeat(39), '0'.repeat(41), 'G'.repeat(40), '../main', ''])(
    'names a commit, not %j',
    (revision) => {
      expect(() => read({ ...hub, revision })).toThrow(expect.objectContaining(refused));
    },
  );

  it.each([
    'maker',
    'maker/model/x',
    '../model',
    'maker/..%2f',
    'maker/mo del',
    '/model',
    'maker/',
    'a/../b',
  ])('names a repository, not %j', (repo) => {
    expect(() => read({ ...hub, repo })).toThrow(expect.objectContaining(refused));
  });

  it.each([
    'hub.example',
    'https://hub.example/',
    'https://hub.example?x',
    'https://u:p@hub.example',
    'javascript:alert(1)',
    'file:///etc',
    '',
  ])('has a base address as its endpoint, not %j', (endpoint) => {
    expect(() => read({ ...hub, endpoint })).toThrow(expect.objectContaining(refused));
  });

  it.each(['*', '*.', 'https://cdn.example', 'cdn.example/x', 'a b', '*.*', 'cdn.*', '', 'x@y', '..'])(
    'lists hosts, not %j',
    (host) => {
      expect(() => read({ ...hub, hosts: [host] })).toThrow(expect.objectContaining(refused));
    },
  );

  it('lists few hosts, and none twice as another kind', () => {
    const hosts = Array.from({ length: 33 }, (_, at) => `h${at}.example`);
    expect(() => read({ ...hub, hosts })).toThrow(expect.objectContaining(refused));
    expect(() => read({ ...hub, kind: 'site' })).toThrow(expect.objectContaining(refused));
    expect(() => read({ kind: 'wizard', fileName: 'x' })).toThrow(expect.objectContaining(refused));
    expect(() => read(null)).toThrow(expect.objectContaining(refused));
  });
});

describe('other papers', () => {
  it('of a vetting never hold a failed check', () => {
    const check = { what: 'structure', path: 'model.gguf', result: 'passed', details: '' };
    const vetting = { checkedAt: '2026-11-01T00:00:00Z', checks: [check], unknown: ['quality'] };
    expect(vettingShape(vetting, 'v')).toEqual(vetting);
    const failed = { ...vetting, checks: [{ ...check, result: 'failed' }] };
    expect(() => vettingShape(failed, 'v')).toThrow(expect.objectContaining(refused));
  });

  it('of a vouch are base64 of the right length', () => {
    const vouch = { key: `${'A'.repeat(43)}=`, signature: `${'A'.repeat(86)}==` };
    expect(vouchShape(vouch, 'v')).toEqual(vouch);
    expect(() => vouchShape({ ...vouch, key: '<script>' }, 'v')).toThrow(expect.objectContaining(refused));
    expect(() => vouchShape({ ...vouch, key: 'A'.repeat(200) }, 'v')).toThrow(
      expect.objectContaining(refused),
    );
  });
});
