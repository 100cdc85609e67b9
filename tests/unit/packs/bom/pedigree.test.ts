import { describe, expect, test } from 'vitest';
import { bomOf } from '../../../../src/lib/packs/bom/bom';
import type { Bom } from '../../../../src/lib/packs/bom/types';
import { bomPacks } from '../../../fakes/bom-packs';

const packs = await bomPacks();
const model = (bom: Bom) => bom.components[0]!;

describe('The pedigree of a bill of materials', () => {
  test('has every step of the lineage, also those that name no file that they wrote', async () => {
    const { manifest, ...rest } = packs['hub']!;
    const told = { version: '', inputs: ['owner/base'], outputs: [], at: '' };
    const steps = [
      { ...told, kind: 'fine-tune' as const, tool: 'Somebody', note: 'As the file says.' },
      { ...told, kind: 'quantise' as const, tool: 'not recorded' },
    ];
    const lineage = { upstream: { name: 'owner/base', url: '', revision: 'not recorded' }, steps };
    const { pedigree } = model(await bomOf({ ...rest, manifest: { ...manifest, lineage } }));
    expect(pedigree).toEqual({
      ancestors: [
        {
          type: 'machine-learning-model',
          name: 'owner/base',
          properties: [{ name: 'haversack:revision', value: 'not recorded' }],
        },
        ...steps.map(({ kind, tool }) => ({
          type: 'data',
          name: kind,
          properties: [
            { name: 'haversack:step', value: kind },
            { name: 'haversack:tool', value: tool },
            { name: 'haversack:input', value: 'owner/base' },
          ],
        })),
      ],
      notes: 'fine-tune: As the file says.',
    });
  });

  test('says of each compiled library what compiled it from what', async () => {
    const pack = packs['SmolLM2']!;
    const libraries = model(await bomOf(pack)).components!.filter(({ type }) => type === 'library');
    const compiled = pack.manifest.lineage.steps.filter(({ kind }) => kind === 'compile');
    expect(libraries).toHaveLength(compiled.length);
    for (const [at, { pedigree, hashes }] of libraries.entries()) {
      expect(pedigree!.ancestors.map((one) => one.hashes)).toEqual([hashes]);
      const inputs = pedigree!.ancestors[0]!.properties!.filter(({ name }) => name === 'haversack:input');
      expect(inputs.map(({ value }) => value)).toEqual(compiled[at]!.inputs);
    }
  });

  test('A11: says what went into a step once, however many files it wrote', async () => {
    const { manifest, ...rest } = packs['hub']!;
    const many = (count: number, name: string) =>
      Array.from({ length: count }, (_, at) => `${name}${at}`.padEnd(400, '.'));
    const step = {
      ...{ kind: 'convert' as const, tool: 't', version: '', at: '' },
      ...{ inputs: many(200, 'in'), outputs: many(200, 'out') },
    };
    const lineage = { ...manifest.lineage, steps: [step, step] };
    const bom = JSON.stringify(await bomOf({ ...rest, manifest: { ...manifest, lineage } }));
    expect(bom.length).toBeLessThan(3 * JSON.stringify(lineage).length);
    expect(bom.split(step.outputs[199]!)).toHaveLength(3);
  });
});
