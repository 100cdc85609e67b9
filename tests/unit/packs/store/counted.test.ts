import { expect, it } from 'vitest';
import { counted } from '../../../../src/lib/packs/store/counted';

const GIB = 2 ** 30;

it('takes off the 4 GiB that Chromium counts too much after a page was killed while it wrote', () => {
  const told = { quota: 14 * GIB, usage: 4 * GIB + 3e7, usageDetails: { fileSystem: 4 * GIB + 1e7 } };
  expect(counted(told, 1.2e7)).toEqual({ quota: 10 * GIB, usage: 3e7 });
});

it('believes the browser where files explain what it says, and where it says little', () => {
  const full = { quota: 14 * GIB, usage: 5 * GIB, usageDetails: { fileSystem: 5 * GIB } };
  expect(counted(full, 4.9 * GIB)).toEqual(full);
  // Room that is kept for files which grow.
  expect(counted(full, 4 * GIB)).toEqual(full);
  expect(counted({ usage: 5 * GIB }, 0)).toEqual({ usage: 5 * GIB });
  expect(counted({}, 0)).toEqual({});
});
