import { expect, it } from 'vitest';
import { siteLibraries } from '../../../src/lib/workers/libraries';

const NEVER = new AbortController().signal;

it('the libraries of a site are read once, each with what it fits and where its bytes are', async () => {
  const load = siteLibraries(`${location.origin}/@libraries/`);
  const libraries = await load(NEVER);
  expect(libraries.map(({ id, target }) => [id, target])).toEqual([
    ['gemma3-270m-gpu', 'gpu'],
    ['gemma3-270m-software', 'software'],
    ['smollm2-135m-gpu', 'gpu'],
    ['smollm2-135m-software', 'software'],
  ]);
  expect(libraries[0]!.facts.params.length).toBeGreaterThan(100);
  expect(await load(NEVER)).toBe(libraries);
});

it('a site that has none, or cannot be reached, has none: the CPU takes the model', async () => {
  expect(await siteLibraries(`${location.origin}/nowhere/libs/`)(NEVER)).toEqual([]);
  expect(await siteLibraries('http://127.0.0.1:9/libs/')(NEVER)).toEqual([]);
});
