import { describe, expect, it } from 'vitest';
import { mayGoOnTo } from '../../../../src/lib/packs/line/redirects';

const from = new URL('https://hub.example/owner/name/resolve/abc/model.gguf');
const goesOn = (to: string, hosts: string[], asked = from) => mayGoOnTo(asked, new URL(to), hosts);

describe('where a file request may be sent on to', () => {
  it('is its own origin, whatever is listed', () => {
    expect(goesOn('https://hub.example/elsewhere', [])).toBe(true);
  });

  it.each([
    ['https://cdn.example/x', ['cdn.example']],
    ['https://cdn.example:8443/x', ['cdn.example:8443']],
    ['https://eu.cdn.example/x', ['*.cdn.example']],
    ['https://a.b.cdn.example/x', ['other.example', '*.CDN.example']],
  ])('%s is listed by %j', (to, hosts) => {
    expect(goesOn(to, hosts)).toBe(true);
  });

  it.each([
    ['https://cdn.example/x', []],
    ['https://cdn.example:8443/x', ['cdn.example']],
    ['https://cdn.example/x', ['cdn.example:8443']],
    ['https://cdn.example/x', ['*.cdn.example']],
    ['https://evilcdn.example/x', ['*.cdn.example', 'cdn.example']],
    ['https://cdn.example.evil.test/x', ['cdn.example', '*.cdn.example']],
    ['https://cdn.example@evil.test/x', ['cdn.example']],
    ['https://hub.example:444/x', []],
  ])('%s is not listed by %j', (to, hosts) => {
    expect(goesOn(to, hosts)).toBe(false);
  });

  it('is never http where it began on https, listed or not', () => {
    expect(goesOn('http://cdn.example/x', ['cdn.example'])).toBe(false);
    expect(goesOn('http://hub.example/x', ['hub.example'])).toBe(false);
  });

  it('may be https where it began on http, as on a school server', () => {
    const plain = new URL('http://school.local/x');
    expect(goesOn('https://cdn.example/x', ['cdn.example'], plain)).toBe(true);
    expect(goesOn('http://cdn.example/x', ['cdn.example'], plain)).toBe(true);
    expect(goesOn('blob:https://cdn.example/x', ['cdn.example'], plain)).toBe(false);
  });
});
