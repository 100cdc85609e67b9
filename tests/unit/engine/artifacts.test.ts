import { describe, expect, it } from 'vitest';
import { artifactBase, artifactCaches } from '../../../src/lib/engine/artifacts';
import { appError } from '../../../src/lib/domain/errors';

const base = artifactBase('p');
const bytes = (text: string) => new TextEncoder().encode(text);

function view(failing?: string) {
  const made: string[] = [];
  const make = (name: string) => async () => {
    made.push(name);
    if (name === failing) throw appError('pack/corrupt', { chunk: 3 });
    return bytes(`"${name}"`);
  };
  const names = ['a.json', 's0.bin', 's1.bin', 's2.bin'];
  const caches = artifactCaches(base, new Map(names.map((name) => [name, make(name)])), () => {});
  return { caches, made };
}

describe('artifactCaches', () => {
  it('makes an artefact when it is read, not when it is asked for', async () => {
    const { caches, made } = view();
    const cache = await caches.open('webllm/config');
    await cache.match(new Request(`${base}a.json`));
    expect(made).toEqual([]);
    const second = await cache.match(new Request(`${base}a.json`));
    expect(await second!.json()).toBe('a.json');
    expect(made).toEqual(['a.json']);
  });

  it('makes the next shard ahead, once', async () => {
    const { caches, made } = view();
    const cache = await caches.open('webllm/model');
    for (const name of ['s0.bin', 's1.bin', 's2.bin']) {
      const shard = await cache.match(new Request(base + name));
      expect(new TextDecoder().decode(await shard!.arrayBuffer())).toBe(`"${name}"`);
    }
    expect(made).toEqual(['s0.bin', 's1.bin', 's2.bin']);
  });

  it('lists absolute URLs under its base', async () => {
    const cache = await view().caches.open('webllm/model');
    const urls = (await cache.keys()).map(({ url }) => url);
    expect(urls).toContain('https://pack.invalid/p/resolve/verified/s1.bin');
  });

  it('refuses whatever is not in the pack, and every write', async () => {
    const cache = await view().caches.open('webllm/model');
    expect(await cache.match(new Request('https://elsewhere.example/s0.bin'))).toBeUndefined();
    expect(await cache.match(new Request(`${base}../s0.bin`))).toBeUndefined();
    await expect(cache.add(`${base}x.bin`)).rejects.toMatchObject({ code: 'pack/missing' });
    await expect(cache.put(`${base}s0.bin`, new Response())).rejects.toMatchObject({
      code: 'bug/unexpected',
    });
    expect(await cache.delete(`${base}s0.bin`)).toBe(false);
  });

  it('keeps what a read threw, also of a shard made ahead', async () => {
    const { caches } = view('s1.bin');
    const cache = await caches.open('webllm/model');
    await (await cache.match(new Request(`${base}s0.bin`)))!.arrayBuffer();
    const damaged = await cache.match(new Request(`${base}s1.bin`));
    await expect(damaged!.arrayBuffer()).rejects.toMatchObject({ code: 'pack/corrupt' });
    expect(caches.failure).toMatchObject({ code: 'pack/corrupt', details: { chunk: 3 } });
  });
});
