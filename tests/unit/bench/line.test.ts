import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Line, sentTwice } from '../../bench/line';
import { seededBytes } from '../../fakes/seeded-bytes';

const bytes = seededBytes(3, 300_000);
let line: Line;
let close: () => void;
let url: string;

beforeEach(async () => {
  line = new Line(async (name) => (name === 'model.bin' ? bytes : null));
  line.begin(null);
  const server = createServer(
    (request, response) => void line.serve(request, response, (request.url ?? '').slice(1)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.bin`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterEach(() => close());

/** Comparing with `toEqual` takes seconds. */
const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;
const body = async (range?: string) =>
  new Uint8Array(await (await fetch(url, range ? { headers: { Range: range } } : {})).arrayBuffer());

describe('the line of the bench', () => {
  it('sends a file and its ranges, and 404 for what is not there', async () => {
    expect(same(await body(), bytes)).toBe(true);
    expect(same(await body('bytes=1000-1999'), bytes.subarray(1000, 2000))).toBe(true);
    expect(same(await body('bytes=299000-'), bytes.subarray(299_000))).toBe(true);
    expect((await fetch(`${url}x`)).status).toBe(404);
  });

  it('gives no more at once than a quarter of a second of its rate', async () => {
    line.begin(8_000_000);
    const began = performance.now();
    await body();
    // 300,000 bytes at a million a second, from an empty bucket: never sooner, however busy the machine is.
    expect(performance.now() - began).toBeGreaterThan(250);
  });

  it('goes dead at each place once, and tells what was sent twice', async () => {
    line.cutName = 'model.bin';
    line.cuts = [100_000, 200_000];
    await expect(body()).rejects.toThrow();
    await expect(body('bytes=90000-')).rejects.toThrow();
    expect(same(await body('bytes=200000-'), bytes.subarray(200_000))).toBe(true);
    expect(sentTwice(line.log, 'model.bin')).toEqual([10_000, 0]);
    expect(line.log.map(({ sent }) => sent)).toEqual([100_000, 110_000, 100_000]);
  });

  it.each([
    ['short', 150_000],
    ['damage', 300_000],
  ] as const)('does wrong once: %s', async (kind, length) => {
    line.fault = { name: 'model.bin', kind };
    const wrong = await body();
    expect(wrong.length).toBe(length);
    const changed = wrong.filter((byte, index) => byte !== bytes[index]).length;
    expect(changed).toBe(kind === 'damage' ? 1 : 0);
    expect(same(await body(), bytes)).toBe(true);
  });

  it('does wrong once: a login page, and a cut in the middle', async () => {
    line.fault = { name: 'model.bin', kind: 'portal' };
    expect(await (await fetch(url)).text()).toContain('<title>Log in');
    line.fault = { name: 'model.bin', kind: 'cut' };
    await expect(body()).rejects.toThrow();
    expect(line.log.at(-1)?.sent).toBe(150_000);
    expect(same(await body(), bytes)).toBe(true);
  });
});
