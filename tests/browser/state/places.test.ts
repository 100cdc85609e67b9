import { beforeEach, expect, it } from 'vitest';
import { clearRecords, saveRecord } from '../../../src/lib/records';
import { Places } from '../../../src/lib/state/places.svelte';

beforeEach(() => clearRecords());

const restored = async () => {
  const places = new Places();
  await places.restore();
  return places;
};

it('a school’s own hub and its hosts are kept, and the default comes back on request', async () => {
  const places = new Places();
  expect(places.endpoint).toBe('https://huggingface.co');
  expect(
    await places.setHub(' http://hub.school.example/models/ ', ['files.school.example:8080', ' ', '*.b.c']),
  ).toBe(true);
  const after = await restored();
  expect(after.hub).toEqual({
    endpoint: 'http://hub.school.example/models',
    hosts: ['files.school.example:8080', '*.b.c'],
  });
  expect(after.hostsOf('http://hub.school.example/models')).toHaveLength(2);
  expect(after.hostsOf('https://huggingface.co'), 'pasted, of the hub that is known').toContain('*.hf.co');
  expect(after.hostsOf('https://another.example')).toEqual([]);
  await after.resetHub();
  expect((await restored()).endpoint).toBe('https://huggingface.co');
});

it('what is no address or no host changes nothing', async () => {
  const places = new Places();
  for (const [endpoint, hosts] of [
    ['huggingface.co', []],
    ['javascript:alert(1)', []],
    ['https://a.example', ['https://b.example']],
    ['https://a.example', ['*']],
    ['https://a.example', ['a b']],
    ['https://a.example', Array<string>(17).fill('a.example')],
  ] as const)
    expect(await places.setHub(endpoint, hosts), `${endpoint} ${hosts.join()}`).toBe(false);
  expect(places.endpoint).toBe('https://huggingface.co');
});

it('mirrors keep the order that a person gives them, each once', async () => {
  const places = new Places();
  for (const address of ['https://a.example/packs', 'https://b.example', 'http://10.0.0.2:8000/'])
    expect(await places.addMirror(address)).toBe(true);
  expect(await places.addMirror('https://b.example/')).toBe(false);
  expect(await places.addMirror('nonsense')).toBe(false);
  await places.raiseMirror('http://10.0.0.2:8000');
  await places.raiseMirror('https://a.example/packs');
  await places.removeMirror('https://b.example');
  expect((await restored()).mirrors).toEqual(['https://a.example/packs', 'http://10.0.0.2:8000']);
});

it.each<[string, unknown]>([
  ['a list in its place', []],
  ['an address that is none', { endpoint: 'x', hosts: [], mirrors: [] }],
  ['a host for everything', { endpoint: 'https://a.example', hosts: ['*'], mirrors: [] }],
  ['a mirror that is no text', { endpoint: 'https://a.example', hosts: [], mirrors: [7] }],
])('S8: a record with %s reads as none', async (_what, value) => {
  await saveRecord('places', value);
  const places = await restored();
  expect(places.endpoint).toBe('https://huggingface.co');
  expect(places.mirrors).toEqual([]);
});
