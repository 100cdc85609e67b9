import { describe, expect, it } from 'vitest';
import { readChatConfig } from '../../../src/lib/mlc/chat-config';
import { readLibrary } from '../../../src/lib/mlc/library';
import { readTensorCache } from '../../../src/lib/mlc/tensor-cache';
import { readTokenizer } from '../../../src/lib/mlc/tokenizer';
import { FUZZ_RUNS, mutateText, outcomes } from '../../fixtures/fuzz';
import { pick, seeded } from '../../fixtures/gguf/random';
import { CONFIG, INDEX, METADATA, TOKENIZER } from '../../fixtures/mlc/tiny-folder';
import { tinyWasm } from '../../fixtures/mlc/tiny-wasm';

const PATIENCE = 60_000 + FUZZ_RUNS * 5;

describe('A5, A7, A8: damaged and hostile files of an MLC folder', () => {
  it.each([
    ['tensor-cache.json', INDEX, readTensorCache],
    ['mlc-chat-config.json', CONFIG, readChatConfig],
    ['tokenizer.json', TOKENIZER, readTokenizer],
  ] as const)(
    'every mutation of %s ends in a parse or in mlc/invalid, within a second',
    async (file, original, read) => {
      const text = JSON.stringify(original);
      const random = seeded(20_261_123);
      const seen = await outcomes(() => read(mutateText(text, random), file));
      expect([...seen.keys()].sort()).toEqual(['done', 'mlc/invalid']);
      expect(seen.get('done')).toBeGreaterThan(FUZZ_RUNS / 100);
    },
    PATIENCE,
  );

  it(
    'every mutation of a library does too',
    async () => {
      const original = tinyWasm({ metadata: JSON.stringify(METADATA) });
      const random = seeded(7);
      const seen = await outcomes(() => {
        const bytes = original.slice();
        for (let times = 1 + pick(random, 4); times > 0; times--)
          bytes[pick(random, bytes.length)] = pick(random, 256);
        const cut = pick(random, 4) === 0 ? bytes.slice(0, pick(random, bytes.length)) : bytes;
        return readLibrary(cut, 'a.wasm');
      });
      expect([...seen.keys()].sort()).toEqual(['done', 'mlc/invalid']);
    },
    PATIENCE,
  );
});
