import { expect, it, vi } from 'vitest';
import { appError } from '../../../src/lib/domain/errors';
import type { MirrorList } from '../../../src/lib/packs/hub/mirror';
import type { PacksService } from '../../../src/lib/packs/service';
import { Mirrors } from '../../../src/lib/state/mirrors.svelte';
import type { Connection } from '../../../src/lib/wire/connect';

const SCHOOL = 'https://school.example/packs';

/** Mirrors that a test answers for, and how often somebody was asked for. */
function bench(answer: () => Promise<MirrorList>) {
  const sources = vi.fn(() => ({ call: answer })) as unknown as () => Connection<PacksService>;
  return { sources, mirrors: new Mirrors(sources) };
}

const offer = { packId: 'p', manifest: { name: 'Small' }, trust: 'first-seen' };
const list = (change: object = {}) =>
  ({ offers: [offer], refused: [], key: null, ...change }) as unknown as MirrorList;

it('a mirror is asked when a person tests it, and shown by the names of what it offers', async () => {
  const { mirrors, sources } = bench(async () => list());
  expect(mirrors.shown(SCHOOL)).toBeUndefined();
  expect(sources).not.toHaveBeenCalled();
  const asked = mirrors.test(SCHOOL);
  expect(mirrors.shown(SCHOOL)).toEqual({ kind: 'asking' });
  await asked;
  expect(mirrors.shown(SCHOOL)).toEqual({
    ...{ kind: 'answered', offers: [{ packId: 'p', name: 'Small' }], refused: 0, key: null },
  });
});

it('entries that are not in order, and a signature that nobody could check, are told', async () => {
  const unchecked = { code: 'device/no-signatures', details: {}, message: '' };
  const refused = [{ code: 'pack/manifest-invalid', details: {}, message: '' }];
  const { mirrors } = bench(async () => list({ refused, key: 'k', unchecked }));
  await mirrors.test(SCHOOL);
  expect(mirrors.shown(SCHOOL)).toMatchObject({ refused: 1, key: 'k', unchecked });
});

it('one that cannot be reached is shown with its fault, and can be tested again', async () => {
  let fails = true;
  const { mirrors } = bench(async () => {
    if (fails) throw appError('source/unreachable', { host: 'school.example' });
    return list();
  });
  await mirrors.test(SCHOOL);
  expect(mirrors.shown(SCHOOL)).toMatchObject({ kind: 'failed', error: { code: 'source/unreachable' } });
  fails = false;
  await mirrors.test(SCHOOL);
  expect(mirrors.shown(SCHOOL)).toMatchObject({ kind: 'answered' });
});
