import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseHeader } from '../../../../src/lib/gguf/header';
import { shapeFile } from '../../../../tools/libs/shape';
import { readModel } from '../../../../tools/packs/model';
import { memorySource } from '../../../fixtures/gguf/memory-source';
import { tinyGemma, tinyLlama, tinyQwen, withMetadata } from '../../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../../fixtures/gguf/write-gguf';
import { type ModelName, modelPath } from '../../../fixtures/models';

const header = (spec: GgufSpec) => parseHeader(memorySource(writeGguf(spec)));

describe('the shape file of a model', () => {
  it.each<[ModelName, string]>([
    ['smollm2', 'smollm2-135m'],
    ['gemma3', 'gemma3-270m'],
  ])('of %s is the shape that its shipped library was compiled for', async (name, library) => {
    const record = JSON.parse(await readFile(`static/libs/${library}-gpu.json`, 'utf8')) as Record<
      string,
      unknown
    >;
    const { model, quantisation, context, shape } = shapeFile(
      (await readModel(modelPath(name))).header,
      library,
    );
    expect(model).toBe(record.model);
    expect(quantisation).toBe(record.quantisation);
    expect(context).toBe(record.contextTokens);
    expect(shape).toMatchObject({
      architecture: record.architecture,
      layers: record.layers,
      hidden: record.hidden,
      heads: record.heads,
      kv_heads: record.kvHeads,
      head_dim: record.headDim,
      ffn: record.ffn,
      vocabulary: record.vocabulary,
      rms_epsilon: record.rmsEpsilon,
      rope_base: record.ropeBase ?? record.ropeGlobal,
      layouts: record.layouts,
    });
  });

  it('has the table of rotations of a Qwen3, and the window of a Gemma, as long as the context', async () => {
    const qwen = shapeFile(await header(tinyQwen('qwen3')), 'tiny', 256);
    expect([qwen.context, qwen.shape.positions]).toEqual([256, 256]);
    const gemma = shapeFile(await header(tinyGemma()), 'tiny', 128);
    expect([gemma.context, gemma.shape.window, gemma.shape.global_every]).toEqual([128, 128, 6]);
  });

  it('has no more context than the model', async () => {
    const short = withMetadata(tinyLlama(), 'llama.context_length', { u32: 512 });
    expect(shapeFile(await header(short), 'tiny').context).toBe(512);
  });

  it('says which tensor is in the way', async () => {
    const llama = tinyLlama();
    const head = { ...llama.tensors[0]!, name: 'output.weight' };
    const tied = await header({ ...llama, tensors: [...llama.tensors, head] });
    expect(() => shapeFile(tied, 'tiny')).toThrow(/output\.weight, unknown-tensor.*docs\/compile\.md/);
  });

  it('refuses a name that is no file name', async () => {
    const model = await header(tinyLlama());
    expect(() => shapeFile(model, '../evil')).toThrow('no name for files');
  });
});
