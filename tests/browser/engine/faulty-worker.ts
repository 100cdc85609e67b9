import type { TokenEvent } from '../../../src/lib/domain/engine';
import { hostEngine } from '../../../src/lib/engine/host';
import type { Port } from '../../../src/lib/wire/protocol';

/**
 * A worker whose engine does what its prompt says, to provoke faults that a real engine has only by accident:
 * `hang` blocks the thread, `throw` throws outside of any call, `die` closes the worker, `memory` at load runs out of
 * GPU memory until the context is small enough, anything else comes back word by word.
 */
hostEngine(self as unknown as Port, () => ({
  async load({ contextTokens = 4096, manifest }, { onProgress }) {
    if (manifest.name === 'hangs while loading') block();
    if (manifest.name === 'tells of its load') onProgress({ stage: 'weights', fraction: 0.5 });
    if (self.name === 'loads for ever') await new Promise(() => {});
    if (manifest.name === 'needs memory' && contextTokens > 1024) {
      const { appError } = await import('../../../src/lib/domain/errors');
      throw appError('device/gpu-memory', { contextTokens });
    }
    return { contextTokens };
  },
  async *generate({ text, maxTokens }, signal): AsyncGenerator<TokenEvent, void, void> {
    const usage = { promptTokens: 1, completionTokens: 0, prefillMs: 0, decodeMs: 0 };
    yield { kind: 'start', promptTokens: 1 };
    for (const word of text.split(' ').slice(0, maxTokens)) {
      if (signal.aborted) return yield { kind: 'end', reason: 'cancelled', usage };
      if (word === 'hang') block();
      if (word === 'die') self.close();
      if (word === 'throw') setTimeout(() => JSON.parse('not JSON'));
      if (word === 'wait') await new Promise((resolve) => setTimeout(resolve, 200));
      if (word === 'forever')
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      if (word === 'hang' || word === 'die' || word === 'throw') await new Promise(() => {});
      usage.completionTokens += 1;
      yield { kind: 'delta', text: `${word} ` };
    }
    yield { kind: 'end', reason: 'stop', usage };
  },
}));

function block(): void {
  for (;;);
}
