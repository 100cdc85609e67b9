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
});
