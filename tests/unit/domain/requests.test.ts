import { describe, expect, test } from 'vitest';
import { countRequests } from '../../../src/lib/domain/requests';

const OWN = 'https://haversack.example';

describe('counting requests', () => {
  test('tells those to this site from those to any other', () => {
    const urls = [
      `${OWN}/`,
      `${OWN}/packs/index.json?x=1`,
      'https://other.example/',
      'http://haversack.example/',
    ];
    expect(countRequests(urls, OWN)).toEqual({ own: 2, other: 2 });
  });

  test('takes a port or a subdomain of its own for another site', () => {
    expect(countRequests([`${OWN}:8443/`, 'https://www.haversack.example/'], OWN)).toEqual({
      own: 0,
      other: 2,
    });
  });

  test('reads an address without an origin as one of this site', () => {
    expect(countRequests(['/translate', 'packs/index.json'], OWN)).toEqual({ own: 2, other: 0 });
  });

  test('leaves out what the page made by itself', () => {
    expect(countRequests([`blob:${OWN}/8f0c`, 'data:text/plain,hello'], OWN)).toEqual({ own: 0, other: 0 });
    expect(countRequests([], OWN)).toEqual({ own: 0, other: 0 });
  });
});
