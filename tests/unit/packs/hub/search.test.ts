import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseFound } from '../../../../src/lib/packs/hub/search';
import { FUZZ_RUNS, mutateText, outcomes } from '../../../fixtures/fuzz';
import { seeded } from '../../../fixtures/gguf/random';
import { hubBench, type HubBench } from '../../../fixtures/hub-bench';

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const gguf = { path: 'm.gguf', text: 'weights', lfs: true };

describe('a search on a hub', () => {
  let at: HubBench;
  beforeEach(async () => (at = await hubBench()));
  afterEach(() => at.close());
  const search = (name: string) =>
    at.service.searchHub({ endpoint: at.endpoint, hosts: [at.files], name }, { signal: at.signal });

  it('gives repositories that hold a GGUF under that name, those fetched most first', async () => {
    await at.serve({
      'a/Tiny-1B-GGUF': { downloads: 5, files: [gguf] },
      'b/tiny-1b-gguf': { downloads: 900, files: [gguf] },
      'c/Tiny-1B': { downloads: 9999, files: [{ path: 'model.safetensors', text: 'x' }] },
      'd/Other-GGUF': { files: [gguf] },
    });
    expect(await search(' Tiny-1B ')).toEqual([
      { repo: 'b/tiny-1b-gguf', downloads: 900 },
      { repo: 'a/Tiny-1B-GGUF', downloads: 5 },
    ]);
    expect(await search('nothing & such=1')).toEqual([]);
  });

  it.each([
    [{ status: 500 }, 'source/http-status'],
    [{ status: 403 }, 'source/http-status'],
    [{ body: '<!doctype html><title>Log in' }, 'source/web-page'],
    [{ body: '{"error":"no"}' }, 'source/hub-answer'],
    [{ body: `["${'x'.repeat(2 * 1024 * 1024)}"]` }, 'source/hub-answer'],
  ])('that goes wrong says how: %#', async (fault, code) => {
    await at.serve({}, [{ path: 'api/models', ...fault }]);
    await expect(search('tiny')).rejects.toMatchObject({ code });
  });
});

describe('what a search has found', () => {
  it('is left out where it could not be asked for, stands once, and is ten at most', () => {
    const named = ['gpt2', '../etc/passwd', 'a/b\u202e', '<b>/x', 'a/b', 'a/b'].map((id) => ({ id }));
    const many = Array.from({ length: 50 }, (_, n) => ({ id: `many/m${n}`, downloads: n }));
    expect(parseFound(bytes([...named, ...many]))).toEqual([
      { repo: 'a/b', downloads: null },
      ...many.slice(0, 4).map(({ id, downloads }) => ({ repo: id, downloads })),
    ]);
    expect(parseFound(bytes([{ id: 'a/b', downloads: -1 }]))).toEqual([{ repo: 'a/b', downloads: null }]);
  });

  it('A2: with anything changed is read, or refused as an answer', { timeout: 3_600_000 }, async () => {
    const answer = JSON.stringify([
      { _id: '0', id: 'a/model-GGUF', modelId: 'a/model-GGUF', downloads: 12, tags: ['gguf', 'region:us'] },
      { _id: '1', id: 'b/model', likes: 3 },
    ]);
    const random = seeded(43);
    const seen = await outcomes(() => parseFound(mutateText(answer, random)));
    expect([...seen.keys()].sort()).toEqual(['done', 'source/hub-answer']);
    expect(seen.get('source/hub-answer')).toBeGreaterThan(FUZZ_RUNS / 100);
  });
});
