import { expect, it } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import type { CatalogueEntry, PackManifest } from '../../../src/lib/domain/pack';
import { smallerModel } from '../../../src/lib/state/smaller';
import { manifestWith } from '../../fakes/small-pack';

const entry = (name: string, memoryBytes: number, more: Partial<PackManifest> = {}): CatalogueEntry => ({
  packId: name.repeat(64) as Digest,
  manifest: { ...manifestWith([]), name, memoryBytes, tasks: ['translate', 'inspect'], ...more },
});
const BIG = entry('a', 4000);
const runs = () => ({ verdict: 'fits', reasons: [] }) as const;
const offer = (
  installed: CatalogueEntry[],
  offered: CatalogueEntry[],
  assess = (_: PackManifest) => runs() as never,
) => smallerModel(BIG.packId, [BIG, ...installed], offered, assess);

it('an installed model that is smaller comes before one to fetch, and of several the largest', () => {
  expect(offer([entry('b', 1000), entry('c', 2000)], [entry('d', 3000)])).toMatchObject({
    name: 'c',
    installed: true,
  });
  expect(offer([], [entry('d', 3000), entry('e', 10)])).toMatchObject({ name: 'd', installed: false });
});

it('what needs as much, serves other tasks or does not run here is not offered', () => {
  expect(offer([entry('b', 4000), entry('c', 10, { tasks: ['draft', 'inspect'] })], [])).toBeUndefined();
  expect(
    offer([entry('b', 1000)], [], () => ({ verdict: 'no', reasons: ['phone-memory'] }) as never),
  ).toBeUndefined();
});

it('of a model that is gone nothing is known, and nothing is offered', () => {
  expect(smallerModel('f'.repeat(64) as Digest, [entry('b', 1)], [], runs as never)).toBeUndefined();
});
