import { expect, it } from 'vitest';
import { licenceOf } from '../../../../src/lib/domain/licences';
import { readArchive } from '../../../../src/lib/packs/archive/read-archive';
import { archiveOf, asInstalled, countedSource } from '../../../fakes/memory-archive';
import { seededBytes } from '../../../fakes/seeded-bytes';
import { manifestWith, seededShard } from '../../../fakes/small-pack';

it('reads back what the longest papers make it write', async () => {
  const licence = {
    ...licenceOf({ id: 'llama3.2' }),
    attribution: '模'.repeat(20_000),
    conditions: Array.from({ length: 100 }, (_, at) => `${at} ${'模'.repeat(3900)}`),
  };
  const weights = await seededShard({ path: 'model.gguf', seed: 3, bytes: 700 });
  const manifest = { ...manifestWith([weights]), licence };
  const bytes = await archiveOf(await asInstalled(manifest), () => seededBytes(3, 700));
  expect((await readArchive(countedSource(bytes))).manifest).toEqual(manifest);
});
