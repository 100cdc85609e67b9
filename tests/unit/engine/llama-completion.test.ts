import { describe, expect, it } from 'vitest';
import { appError } from '../../../src/lib/domain/errors';
import { completionFailure, readAlternatives } from '../../../src/lib/engine/llama-completion';

describe('completionFailure', () => {
  it('tells a prompt that is too long from other failures', () => {
    const text = 'request (5001 tokens) exceeds the available context size (4096 tokens), try increasing it';
    expect(completionFailure(new Error(text))).toMatchObject({
      code: 'engine/too-long',
      details: { promptTokens: 5001, contextTokens: 4096 },
    });
    expect(completionFailure(new Error('bad'))).toMatchObject({ code: 'engine/generate-failed' });
  });

  it('calls a crashed instance dead, so that it is replaced', () => {
    const trap = Object.assign(new Error('(ABORT) OOM'), { name: 'RuntimeError' });
    expect(completionFailure(trap)).toMatchObject({ code: 'engine/worker-died' });
    const later = 'wllama has crashed, please reload the module';
    expect(completionFailure(later)).toMatchObject({ code: 'engine/worker-died' });
  });

  it('passes our own errors on', () => {
    const error = appError('engine/worker-hung');
    expect(completionFailure(error)).toBe(error);
  });
});

describe('readAlternatives', () => {
  it('turns log probabilities into probabilities', () => {
    const top_logprobs = [{ token: ' a', logprob: Math.log(0.5) }];
    const found = readAlternatives({ content: [{ top_logprobs }] });
    expect(found).toEqual([{ text: ' a', probability: expect.closeTo(0.5, 6) }]);
    expect(readAlternatives(null)).toBeUndefined();
  });
});
