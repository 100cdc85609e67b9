import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatConfigJson } from '../../../src/lib/gguf/chat-config';
import { type GgufFacts, readFacts } from '../../../src/lib/gguf/facts';
import { type GgufHeader, parseHeader } from '../../../src/lib/gguf/header';
import { planTensors, recordsOf } from '../../../src/lib/gguf/plan';
import { tokenizerSteps } from '../../../src/lib/gguf/tokenizer/tokenizer-json';
import { fileSource } from '../../fixtures/gguf/file-source';
import { GOLDEN } from '../../fixtures/gguf/golden';
import { recordDigests, sha256 } from '../../fixtures/gguf/record-digests';
import { modelPath } from '../../fixtures/models';

describe.each(['smollm2', 'gemma3'] as const)('the starter model %s', { timeout: 60_000 }, (name) => {
  const golden = GOLDEN[name];
  let source: Awaited<ReturnType<typeof fileSource>>;
  let header: GgufHeader;
  let facts: GgufFacts;

  beforeAll(async () => {
    source = await fileSource(modelPath(name));
    header = await parseHeader(source);
    facts = readFacts(header);
  });
  afterAll(() => source.close());

  it('has a header of which no more is read than it is long, to the next power of two MiB', () => {
    expect(header.dataOffset).toBe(golden.headerBytes);
    expect(source.bytesRead).toBeLessThanOrEqual(Math.max(2 ** 20, 2 * golden.headerBytes));
  });

  it('is repacked into the very bytes of the Python conversion', async () => {
    const plan = planTensors(header, golden.contextTokens);
    expect(recordsOf(plan)).toHaveLength(golden.records);
    expect(plan.bytes).toBe(golden.recordBytes);
    const before = source.bytesRead;
    const { all, named } = await recordDigests(plan, source);
    for (const [record, digest] of Object.entries(golden.named))
      expect(named.get(record), record).toBe(digest);
    expect(all).toBe(golden.allRecords);
    // Every weight is read once: nothing twice, nothing of the header.
    const weights = [...header.tensors.values()].reduce((sum, tensor) => sum + tensor.bytes, 0);
    expect(source.bytesRead - before).toBe(weights);
  });

  it('gets the very tokenizer.json of the Python conversion, a few thousand tokens or merges at a time', async () => {
    const steps = tokenizerSteps(header);
    let [pauses, step] = [0, steps.next()];
    for (; !step.done; step = steps.next()) pauses += 1;
    const bytes = step.value;
    const merges = header.metadata.texts('tokenizer.ggml.merges')?.length ?? 513_511;
    expect(pauses).toBeGreaterThan((2 * facts.model.vocabulary + merges) / 4096);
    expect(bytes.length).toBe(golden.tokenizer.bytes);
    expect(await sha256(bytes)).toBe(golden.tokenizer.sha256);
  });

  it('is described as what it is', () => {
    const { controlTokens, chat, ...model } = facts.model;
    if (name === 'smollm2') {
      expect(model).toEqual({
        architecture: 'llama',
        parameters: 134_515_008,
        quantisation: 'Q4_1',
        contextTokens: 8192,
        vocabulary: 49_152,
      });
      expect(chat?.stop).toEqual(['<|im_end|>']);
      expect(facts).toMatchObject({ bosText: '', stopIds: [0, 2], chatTemplate: 'recognised' });
      expect(controlTokens).toHaveLength(17);
    } else {
      expect(model).toEqual({
        architecture: 'gemma3',
        parameters: 268_098_176,
        quantisation: 'Q4_K_M',
        contextTokens: 32_768,
        vocabulary: 262_144,
      });
      expect(chat).toBeNull();
      expect(facts).toMatchObject({ bosText: '<bos>', bosId: 2, stopIds: [1, 106], chatTemplate: 'none' });
      // 6,249 control tokens, and of the 165 user-defined ones those that are neither white space nor HTML.
      expect(controlTokens).toHaveLength(6252);
      expect(controlTokens).toEqual(
        expect.arrayContaining(['<bos>', '<end_of_turn>', '<start_of_image>', '[multimodal]']),
      );
      for (const harmless of ['\n', '\n\n', '\t', '  ', '<table>', '</s>', '<0x0A>']) {
        expect(controlTokens).not.toContain(harmless);
      }
    }
  });

  it('is told nothing by its config that its own prompt format contradicts', () => {
    const config = JSON.parse(
      chatConfigJson(facts, { contextTokens: golden.contextTokens, prefillChunk: 64 }),
    );
    expect(config.conv_template.system_message).toBe(''); // SmolLM2's default system prompt makes its answers worse
    expect(config.conv_template.stop_token_ids).toEqual(facts.stopIds);
    expect(config.vocab_size).toBe(facts.model.vocabulary);
  });
});
