import { expect, it } from 'vitest';
import type { Inspection } from '../../../../src/lib/domain/inspect';
import { planOf, type Planning } from '../../../../src/lib/packs/hub/plan';
import { manifestWith } from '../../../fakes/small-pack';

const MANIFEST = manifestWith([]);
const card = {
  ...{ licence: '', licenceName: '', licenceLink: '' },
  ...{ languages: [], baseModels: [], relation: '' },
};

/** A plan of what was read and what our list says; no file of it is asked for. */
async function planned(read: Partial<Inspection['manifest']>, about: Planning['about']) {
  const source = {
    ...{ kind: 'hub', endpoint: 'https://hub.example', repo: 'a/b', revision: 'c'.repeat(40) },
    ...{ hosts: [], elsewhere: [] },
  };
  const planning = { source, repo: { id: 'a/b', files: [], card }, about, bases: [] } as unknown as Planning;
  const inspection = { manifest: { ...MANIFEST, ...read }, fits: [], unknown: [] } as unknown as Inspection;
  return (await planOf(planning, inspection, [], 'declared', [])).manifest;
}

it('what the files need counts beside what our list knows, which goes first', async () => {
  const { requires } = await planned({ requires: { bufferBytes: 2e8 } }, { requires: { shaderF16: true } });
  expect(requires).toEqual({ bufferBytes: 2e8, shaderF16: true });
  const both = await planned({ requires: { bufferBytes: 2e8 } }, { requires: { bufferBytes: 3e8 } });
  expect(both.requires).toEqual({ bufferBytes: 3e8 });
  expect((await planned({ requires: { bufferBytes: 2e8 } }, {})).requires).toEqual({ bufferBytes: 2e8 });
});
