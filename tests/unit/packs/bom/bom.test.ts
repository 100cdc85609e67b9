import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { APP_PROGRAM, ENGINE_PROGRAMS } from '../../../../src/lib/domain/engines';
import { LICENCES } from '../../../../src/lib/domain/licences-data';
import type { InstalledPack, PackManifest, Source } from '../../../../src/lib/domain/pack';
import { bomOf, registerOf } from '../../../../src/lib/packs/bom/bom';
import type { Bom } from '../../../../src/lib/packs/bom/types';
import { checkManifest } from '../../../../src/lib/packs/form/manifest';
import { asInstalledPack, bomPacks, ODD_ADDRESS } from '../../../fakes/bom-packs';
import { bomSchema, spdxIds } from '../../../fixtures/bom-schema';

const ROOT = join(import.meta.dirname, '../../../..');
const valid = bomSchema();
const packs = await bomPacks();

const model = (bom: Bom) => bom.components[0]!;
const property = (bom: Bom, name: string) =>
  model(bom).properties?.find((one) => one.name === `haversack:${name}`)?.value;

describe('The bill of materials of one pack', () => {
  test.each(['SmolLM2', 'Gemma 3', 'hub', 'first-seen'])(
    '%s is what the official schema asks for',
    async (name) => {
      const bom = JSON.parse(JSON.stringify(await bomOf(packs[name]!))) as unknown;
      expect(valid(bom), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
    },
  );

  test('of a tuned model, an MLC folder and the strangest papers is what it asks for too', async () => {
    const { manifest } = packs['hub']!;
    const step = {
      kind: 'fine-tune',
      tool: '',
      version: '',
      inputs: ['', ''],
      outputs: ['', ''],
      at: '',
    } as const;
    const odd: PackManifest = checkManifest({
      ...manifest,
      ...{ name: 'n'.repeat(200), family: '', languages: [], tasks: [], warnings: [], layout: 'mlc' },
      licence: { ...manifest.licence, spdx: 'Apache-2.0 OR Nice', name: '', conditions: ['x'.repeat(4000)] },
      lineage: { upstream: { name: '', url: ODD_ADDRESS, revision: 'r'.repeat(400) }, steps: [step, step] },
      shards: [
        ...manifest.shards.map((shard, at) => ({ ...shard, path: `params/${at} [é].bin` })),
        ...(['config', 'index', 'tokenizer'] as const).map((role, at) => ({
          ...{ path: `${role}.json`, role, bytes: 10 + at, sha256: `${at}`.repeat(64) },
        })),
      ],
    });
    const file = { kind: 'file', fileName: `\u202e\u0000\n${'long '.repeat(190)}` } as const;
    const hostile: InstalledPack = {
      ...(await asInstalledPack(odd, 'first-seen', file)),
      installedAt: '+012026-11-01T09:00:00.000Z',
      word: { at: 'yesterday', note: '\u0000\u2066'.repeat(1000) },
    };
    hostile.verification.checkedAt = 'never';
    for (const text of [JSON.stringify(await bomOf(hostile)), JSON.stringify(await registerOf([hostile]))]) {
      const bom = JSON.parse(text) as Bom;
      expect(valid(bom), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
      expect(bom.metadata.timestamp).toBeUndefined();
      expect(text).not.toMatch(/\\u0000|[\u202e\u2066]/);
    }
  });

  test('names a model of a hub by its repository, commit and file, and the hub where it is not the usual one', async () => {
    const { source } = packs['hub']!;
    const purl = async (given: Source) => model(await bomOf({ ...packs['hub']!, source: given })).purl;
    const commit = '0123456789abcdef0123456789abcdef01234567';
    expect(await purl(source)).toBe(
      `pkg:huggingface/owner/model@${commit}?repository_url=https%3A%2F%2Fhub.example#model.gguf`,
    );
    const usual = { ...source, endpoint: 'https://huggingface.co' } as Source;
    expect(await purl(usual)).toBe(`pkg:huggingface/owner/model@${commit}#model.gguf`);
  });

  test('names every file with its digest, the libraries and the engines that it runs on', async () => {
    const pack = packs['SmolLM2']!;
    const bom = await bomOf(pack);
    const files = model(bom).components ?? [];
    expect(files.map(({ name, hashes }) => [name, hashes?.[0]?.content])).toEqual(
      pack.manifest.shards.map(({ path, sha256 }) => [path, sha256]),
    );
    for (const ref of bom.components.flatMap((one) => [one, ...(one.components ?? [])]))
      if (ref.type !== 'file')
        expect(bom.dependencies.filter((one) => one.ref === ref['bom-ref'])).toHaveLength(1);
    const { dependsOn } = bom.dependencies.find(({ ref }) => ref === `pack:${pack.packId}`)!;
    const libraries = files.filter(({ type }) => type === 'library').map((file) => file['bom-ref']!);
    expect(libraries).toHaveLength(2);
    expect(dependsOn).toEqual([...libraries, ...ENGINE_PROGRAMS.map(({ name }) => `engine:${name}`)]);
  });

  test('goes back to the upstream model, with what each step wrote', async () => {
    const ancestors = model(await bomOf(packs['SmolLM2']!)).pedigree!.ancestors;
    expect(ancestors[0]).toMatchObject({
      type: 'machine-learning-model',
      name: 'HuggingFaceTB/SmolLM2-135M-Instruct',
    });
    expect(ancestors.some(({ hashes }) => hashes !== undefined)).toBe(true);
  });

  test('carries the card, the notice, the class of openness and the person’s word', async () => {
    const gemma = await bomOf(packs['Gemma 3']!);
    expect(model(gemma).modelCard?.quantitativeAnalysis?.performanceMetrics).toHaveLength(9);
    expect(model(gemma).copyright).toBeUndefined(); // its notice claims none
    expect(model(await bomOf(packs['hub']!)).copyright).toContain('Copyright © Meta');
    expect(property(gemma, 'open-source-ai-definition-1.0')).toBe('not met');
    const first = await bomOf(packs['first-seen']!);
    expect(property(first, 'persons-word')).toBe('2026-11-01T08:00:00.000Z From my teacher');
    expect(property(first, 'check:fit')).toBe('unknown 31 of 32');
  });

  test('says SPDX only of a licence that is in that list, whatever a manifest claims', async () => {
    const licence = async (name: string) => model(await bomOf(packs[name]!)).licenses?.[0]?.license;
    expect(await licence('SmolLM2')).toMatchObject({ id: 'Apache-2.0' });
    expect(await licence('hub')).toMatchObject({ name: 'Llama 3.2 Community License' });
    expect(await licence('first-seen')).toMatchObject({ name: 'My “own” licence' });
  });

  test('is the same for the same pack, and has another number for another', async () => {
    const [a, again, b] = await Promise.all(
      [packs['hub'], packs['hub'], packs['SmolLM2']].map((p) => bomOf(p!)),
    );
    expect(again).toEqual(a);
    expect(a!.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(b!.serialNumber).not.toBe(a!.serialNumber);
  });
});

describe('The register of a device', () => {
  test('is valid with all packs in it and with none, and does not depend on their order', async () => {
    const all = Object.values(packs);
    const register = await registerOf(all);
    expect(valid(register), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
    expect(register.components.filter(({ type }) => type === 'machine-learning-model')).toHaveLength(
      all.length,
    );
    expect(await registerOf([...all].reverse())).toEqual(register);
    expect(valid(await registerOf([]))).toBe(true);
  });

  test('names each thing once', async () => {
    const register = await registerOf(Object.values(packs));
    const refs = register.components.flatMap((one) =>
      [one, ...(one.components ?? [])].map((c) => c['bom-ref']),
    );
    expect(new Set(refs).size).toBe(refs.length);
    for (const { dependsOn } of register.dependencies)
      for (const ref of dependsOn ?? []) expect(refs).toContain(ref);
  });
});

test('every licence that has an id here has it from the list of SPDX', () => {
  const ids = Object.values(LICENCES).map(({ spdx }) => spdx);
  const named = ids.filter((id) => !id.startsWith('LicenseRef-'));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((id) => !spdxIds().includes(id))).toEqual([]);
});

describe('The official schema refuses', () => {
  test.each<[string, (bom: Bom) => void]>([
    ['a digest that was cut', (bom) => (model(bom).hashes![0]!.content = 'abc')],
    [
      'a licence id that is none',
      (bom) => (model(bom).licenses = [{ license: { id: 'Nice-1.0', acknowledgement: 'declared' } }]),
    ],
    ['a key of somebody’s own', (bom) => Object.assign(model(bom), { openness: 'high' })],
    ['a kind of component that is none', (bom) => Object.assign(model(bom), { type: 'model' })],
    ['a serial number that is none', (bom) => (bom.serialNumber = 'urn:uuid:1')],
    ['a time that is none', (bom) => (bom.metadata.timestamp = 'yesterday')],
    ['an address that is none', (bom) => (model(bom).externalReferences![0]!.url = 'https://')],
  ])('%s', async (_, edit) => {
    const bom = structuredClone(await bomOf(packs['SmolLM2']!));
    expect(valid(bom)).toBe(true);
    edit(bom);
    expect(valid(bom)).toBe(false);
  });
});

test('the app and its engines are those that are installed', () => {
  const { version, license, dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
    license: string;
    dependencies: Record<string, string>;
  };
  expect(APP_PROGRAM).toMatchObject({ version, licence: license });
  for (const { name, version } of ENGINE_PROGRAMS) expect(dependencies[name]).toBe(version);
});
