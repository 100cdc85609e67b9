import { describe, expect, it } from 'vitest';
import {
  cleanEndpoint,
  isRepo,
  isRevision,
  parseHubAddress,
} from '../../../../src/lib/packs/form/hub-address';

const HUB = 'https://huggingface.co';
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('what a person types to name a model', () => {
  it.each([
    ['Qwen/Qwen3-0.6B-GGUF', { repo: 'Qwen/Qwen3-0.6B-GGUF' }],
    ['  mlc-ai/phi-1_5-q4f16_1-MLC ', { repo: 'mlc-ai/phi-1_5-q4f16_1-MLC' }],
    ['a/b@v1.0', { repo: 'a/b', revision: 'v1.0' }],
    [`a/b@${COMMIT}:dir/m.gguf`, { repo: 'a/b', revision: COMMIT, file: 'dir/m.gguf' }],
    ['a/b:m.gguf', { repo: 'a/b', file: 'm.gguf' }],
    [`${HUB}/a/b`, { repo: 'a/b' }],
    [`${HUB}/a/b/`, { repo: 'a/b' }],
    [`${HUB}/a/b?show_file_info=m.gguf`, { repo: 'a/b', file: 'm.gguf' }],
    [`${HUB}/a/b?show_file_info=`, { repo: 'a/b' }],
    ['a/b:Q4_K_M', { repo: 'a/b', file: 'Q4_K_M' }],
    ['hf.co/a/b:Q4_K_M', { repo: 'a/b', file: 'Q4_K_M' }],
    [`${HUB}/a/b/tree`, { repo: 'a/b' }],
    [`${HUB}/a/b/tree/main`, { repo: 'a/b', revision: 'main' }],
    [`${HUB}/a/b/tree/main/folder`, { repo: 'a/b', revision: 'main' }],
    [`${HUB}/a/b/blob/main/m.gguf`, { repo: 'a/b', revision: 'main', file: 'm.gguf' }],
    [
      `${HUB}/a/b/resolve/${COMMIT}/x/m.gguf?download=true`,
      { repo: 'a/b', revision: COMMIT, file: 'x/m.gguf' },
    ],
    [`${HUB}/a/b/resolve/refs%2Fpr%2F1/a%20b.gguf`, { repo: 'a/b', revision: 'refs/pr/1', file: 'a b.gguf' }],
    ['huggingface.co/a/b', { repo: 'a/b' }],
    ['hf.co/a/b', { repo: 'a/b' }],
  ])('%s is read', (typed, found) => {
    expect(parseHubAddress(typed, HUB)).toEqual({ endpoint: HUB, ...found });
  });

  it('an address on another host is looked for on that host', () => {
    expect(parseHubAddress('http://school.example:8080/a/b', HUB)).toEqual({
      endpoint: 'http://school.example:8080',
      repo: 'a/b',
    });
  });

  it('a hub below a path of its host is found by its own addresses', () => {
    const endpoint = 'https://school.example/hub';
    expect(parseHubAddress('https://school.example/hub/a/b/blob/main/m.gguf', endpoint)).toEqual({
      ...{ endpoint, repo: 'a/b', revision: 'main', file: 'm.gguf' },
    });
    expect(parseHubAddress('https://school.example/other/a/b', endpoint)).toBeUndefined();
  });

  it.each([
    '',
    'gpt2',
    'a/b/c',
    '../b',
    'a/..',
    'a/b@../../x',
    'a/b@a//b',
    `${HUB}/a`,
    `${HUB}/a/b/issues/3`,
    `${HUB}/hub/a/b`,
    'hf.co/a/b:x:y',
    `${HUB}/%E0%A4%A/b`,
    'https://user:secret@huggingface.co/a/b',
    'javascript:alert(1)',
    'file:///a/b',
    'a b/c',
    '<script>/x',
    `a/${'b'.repeat(3000)}`,
  ])('%s is no model', (typed) => {
    expect(parseHubAddress(typed, HUB)).toBeUndefined();
  });
});

it('an endpoint loses its last slash and its alias, and may not carry a password or a question', () => {
  expect(cleanEndpoint('https://huggingface.co/')).toBe(HUB);
  expect(cleanEndpoint('https://hf.co')).toBe(HUB);
  expect(cleanEndpoint(' http://10.0.0.2:8000/hub// ')).toBe('http://10.0.0.2:8000/hub');
  for (const wrong of ['huggingface.co', 'ftp://a', 'https://a:b@c', 'https://a/?q', 'https://a/#x', ''])
    expect(cleanEndpoint(wrong), wrong).toBeUndefined();
});

it('names and revisions are those that git and hubs know', () => {
  expect(isRepo('mlc-ai/Llama-3.2-1B')).toBe(true);
  for (const wrong of ['a', 'a/b/c', '/b', 'a/', '.a/b', 'a/b.', 'a--b/c', `a/${'b'.repeat(97)}`])
    expect(isRepo(wrong), wrong).toBe(false);
  for (const wrong of ['', '-x', 'a..b', 'a b', '/main', 'main/', 'x'.repeat(201)])
    expect(isRevision(wrong), wrong).toBe(false);
});
