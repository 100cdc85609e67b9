import { expect, it } from 'vitest';
import { baseModels, publishedName } from '../../../src/lib/catalogue/bases';
import { curatedModels } from '../../../src/lib/catalogue/curated';
import { isRepo } from '../../../src/lib/packs/form/hub-address';

it('every curated model has its publisher’s repository, each once', () => {
  const repos = baseModels().map(({ repo }) => repo);
  expect(repos).toHaveLength(curatedModels().length);
  expect(new Set(repos).size).toBe(repos.length);
  for (const repo of repos) expect(isRepo(repo), repo).toBe(true);
});

it('they are those that the evidence of their openness is of', () => {
  const repos = new Set(baseModels().map(({ repo }) => `https://huggingface.co/${repo}`));
  for (const { openness, repo } of baseModels()) {
    const weights = openness.components?.find(({ name }) => name === 'weights');
    expect(repos, repo).toContain(weights?.url);
  }
});

it('are named as by their publishers, not as by who compiled them', () => {
  const named = (name: string) => publishedName(curatedModels().find((model) => model.name === name)!.f16);
  expect(named('Gemma 3 1B (instruct)')).toBe('gemma-3-1b-it');
  expect(named('SmolLM2 135M Instruct')).toBe('SmolLM2-135M-Instruct');
  expect(named('Ministral 3 3B Instruct')).toBe('Ministral-3-3B-Instruct-2512');
});
