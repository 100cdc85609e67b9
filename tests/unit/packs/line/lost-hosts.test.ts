import { expect, it } from 'vitest';
import { lostHosts } from '../../../../src/lib/packs/line/lost-hosts';

const hub = 'https://hub.example/a/b/resolve/c/m.gguf';
const mirror = 'http://10.0.0.2:8000/blobs/x';
const other = 'http://10.0.0.2:9000/blobs/x';

it('a host that gave no answer is asked last, and the others in their order', () => {
  const hosts = lostHosts(() => 0);
  expect(hosts.inTurn([hub, mirror, other])).toEqual([hub, mirror, other]);
  hosts.lost(hub);
  expect(hosts.inTurn([hub, mirror, other])).toEqual([mirror, other, hub]);
  hosts.lost(mirror);
  expect(hosts.inTurn([hub, mirror, other]), 'another port is another host').toEqual([other, hub, mirror]);
});

it('it is asked in its turn again when it has answered, or after five minutes', () => {
  let time = 0;
  const hosts = lostHosts(() => time);
  hosts.lost(hub);
  hosts.answered('https://hub.example/another/file');
  expect(hosts.inTurn([hub, mirror])).toEqual([hub, mirror]);
  hosts.lost(hub);
  time = 299_999;
  expect(hosts.inTurn([hub, mirror])).toEqual([mirror, hub]);
  time = 300_000;
  expect(hosts.inTurn([hub, mirror])).toEqual([hub, mirror]);
});
