import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../../src/lib/domain/engine';
import { client, collect, NEVER, prompt, quietly, requestFor, type ModelName } from './support';

/** Recorded by `python3 tools/compile/setup.py reference`: greedy tokens of an f32 model that quantises nothing. */
type Reference = {
  prompts: {
    name: string;
    prompt: string;
    promptIds: number[];
    stop: string[];
    ids: number[];
    reply: string;
    end: string;
  }[];
};

const files = import.meta.glob<Reference>('../../reference/*.json', { eager: true, import: 'default' });
const referenceOf = (model: string): Reference['prompts'] =>
  files[`../../reference/${model}.json`]?.prompts ?? [];

const MODELS: [ModelName, string][] = [
  ['smollm2', 'smollm2-135m'],
  ['gemma3', 'gemma3-270m'],
];

describe.each(MODELS)(
  'contract 15: greedy %s on the software library',
  { timeout: 400_000 },
  (name, reference) => {
    const gpu = client();
    const prompts = referenceOf(reference);
    let session: Session;

    beforeAll(async () => {
      session = await gpu.load(await requestFor(name, 'gpu'), quietly);
    }, 400_000);
    afterAll(() => gpu.dispose());

    it('has at least three recorded prompts', () => expect(prompts.length).toBeGreaterThanOrEqual(3));

    it.each(prompts)('gives the recorded tokens for $name', async (recorded) => {
      const { promptIds, ids, stop, reply, end } = recorded;
      const more = { stop, maxTokens: end === 'length' ? ids.length : ids.length + 1 };
      const run = await collect(session.generate(prompt(recorded.prompt, more), NEVER));
      const cut = Math.min(...stop.map((text) => reply.indexOf(text)).filter((at) => at >= 0), reply.length);
      expect(run.text).toBe(reply.slice(0, cut));
      expect(run.end?.usage.promptTokens).toBe(promptIds.length);
      expect(run.end?.usage.completionTokens).toBe(ids.length + (end === 'stop-token' ? 1 : 0));
    });
  },
);
