import { expect, it } from 'vitest';
import type { EngineChoice } from '../../../src/lib/domain/device';
import type { LoadRequest } from '../../../src/lib/domain/engine';
import { KINDS } from '../../fixtures/gguf/calm-kinds';
import { calmModel } from '../../fixtures/gguf/calm-models';
import { learnPieces } from '../../fixtures/gguf/pieces';
import { writeGguf } from '../../fixtures/gguf/write-gguf';
import { bytesAt, client, collect, manifestOf, NEVER, packFile, prompt, quietly } from './support';

/**
 * Compiled from a shape file: `npm run libs:build -- --shape tests/fixtures/libs/tiny-llama.shape.json --out <folder>`, by
 * the sources whose digest stands beside it (tests/compile/test_fixture.py).
 */
const LIBRARY = '/@libraries/tiny-llama-software.wasm.gz';
const PROMPTS = ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'hello]world[again', 'zzyyxxAAwwBB_CC^ttss'];
/** As many words as the library has rows; no bytes, so these texts must do. */
const SENTENCES =
  'The weather in the north is warmer than the weather in the south, and the wind is weaker, as sailors here remember';
const SPACED = [
  'the weather in the north',
  ' is  the wind weaker   in the south, ',
  'warmer</s>than the<s> wind',
];
const CPU: EngineChoice = { engine: 'cpu', reason: 'asked-for' };
const GPU: EngineChoice = { engine: 'gpu', target: 'software', reason: 'asked-for' };
/** Llama.cpp rounds activations to 8 bits: where its two likeliest tokens are as near as this, either may win. */
const TIE = 0.05;

type Step = { text: string; probability: number; next: number };

/** For each prompt the likeliest token of every step, and how likely the next one was. */
async function answers(request: LoadRequest, prompts: readonly string[]): Promise<Step[][]> {
  const engine = client();
  const session = await engine.load(request, quietly);
  const all: Step[][] = [];
  for (const text of prompts) {
    const asked = prompt(text, { alternatives: 2, maxTokens: 12 });
    const { events } = await collect(session.generate(asked, NEVER));
    all.push(
      events.flatMap((event): Step[] => {
        const [first, second] = (event.kind === 'delta' && event.alternatives) || [];
        return first && second ? [{ ...first, next: second.probability }] : [];
      }),
    );
  }
  engine.dispose();
  return all;
}

/** How many tokens were compared, on both engines from the same file. */
async function compare(gguf: Blob, prompts: readonly string[]): Promise<number> {
  const manifest = await manifestOf(gguf);
  const weights = await packFile(gguf, 'calm.gguf');
  const library = await packFile(await bytesAt(LIBRARY), 'calm-library.gz');
  const expected = await answers({ manifest, choice: CPU, weights }, prompts);
  const found = await answers({ manifest, choice: GPU, weights, library }, prompts);
  let compared = 0;
  expected.forEach((steps, index) => {
    for (const [at, { text, probability, next }] of steps.entries()) {
      // Nothing is compared beyond a tie: what follows it has another past.
      if (probability - next < TIE) break;
      const step = found[index]![at]!;
      expect(step.text, `${prompts[index]}, token ${at}`).toBe(text);
      expect(Math.abs(step.probability - probability)).toBeLessThan(0.1);
      compared++;
    }
  });
  return compared;
}

it('a model with an own head, scaled positions and mixed blocks gives llama.cpp’s tokens on a library from its shape file', async () => {
  const gguf = new Blob([writeGguf(calmModel(KINDS.llama!))]);
  expect(await compare(gguf, PROMPTS)).toBeGreaterThanOrEqual(20);
}, 300_000);

it('a model with the tokenizer of the Llama-2 family gives llama.cpp’s tokens, spaces and all', async () => {
  const pieces = learnPieces(60 - new Set(` ${SENTENCES}`).size, { text: SENTENCES, bytes: false });
  const gguf = new Blob([writeGguf(calmModel({ ...KINDS.llama!, pieces }))]);
  expect(pieces.tokens).toHaveLength(63);
  expect(await compare(gguf, SPACED)).toBeGreaterThanOrEqual(12);
}, 300_000);
