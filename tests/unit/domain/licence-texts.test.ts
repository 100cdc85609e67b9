import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { LICENCES } from '../../../src/lib/domain/licences-data';
import { licenceOf } from '../../../src/lib/domain/licences';
import type { Shard } from '../../../src/lib/domain/pack';
import {
  isStandIn,
  licenceAt,
  STANDARD_TEXTS,
  standardText,
  standInFor,
} from '../../../src/lib/domain/licence-texts';
import { standardLicence } from '../../../tools/licences/standard';
import { seededShard } from '../../fakes/small-pack';

const file = async (path: string): Promise<Shard> => ({
  ...(await seededShard({ path, seed: 1, bytes: 10 })),
  role: 'licence',
});
const pack = (id: string, shards: Shard[] = []) => ({ licence: licenceOf({ id }), shards });

test('each licence that SPDX knows and this app has words for has its text, and no other has', () => {
  const listed = Object.values(LICENCES).map(({ spdx }) => spdx);
  expect(STANDARD_TEXTS.map(({ spdx }) => spdx).sort()).toEqual(
    listed.filter((spdx) => !spdx.startsWith('LicenseRef-')).sort(),
  );
});

test.each(STANDARD_TEXTS)(
  'the text of $spdx is the one of the list that this build was made with',
  async (text) => {
    const bytes = await standardLicence(text);
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([
      text.bytes,
      text.sha256,
    ]);
    expect(new TextDecoder().decode(bytes)).not.toContain('\uFFFD');
  },
);

describe('the standard text stands in', () => {
  it.each(['apache-2.0', 'Apache-2.0', 'mit', 'cc-by-nc-4.0', 'gpl-3.0'])(
    'where the publisher names %s and ships no text',
    (id) => {
      const standIn = standInFor(pack(id))!;
      expect(standIn).toMatchObject({ role: 'licence', path: `licence/${licenceOf({ id }).spdx}.txt` });
      expect(isStandIn(standIn)).toBe(true);
    },
  );

  it.each(['NOTICE', 'USE_POLICY.md', 'licence/NOTICE.txt'])('also beside %s', async (path) => {
    expect(standInFor(pack('mit', [await file(path)]))?.path).toBe('licence/MIT.txt');
  });

  it.each(['LICENSE', 'Licence.txt', 'COPYING', 'licence/LICENSE.md', 'licence/my_words.txt'])(
    'never beside %s',
    async (path) => {
      expect(standInFor(pack('mit', [await file(path)]))).toBeUndefined();
    },
  );

  it.each(['gemma', 'llama3.2', 'other', '', 'bigscience-openrail-m'])(
    'for no licence that is not in the list: %o',
    (id) => expect(standInFor(pack(id))).toBeUndefined(),
  );

  it('once: a pack that has it needs no other', () => {
    const standIn = standInFor(pack('mit'))!;
    expect(standInFor(pack('mit', [standIn]))).toBeUndefined();
    expect(standInFor(pack('mit', [{ ...standIn, path: 'words.txt' }]))).toBeUndefined();
  });
});

it('other words under its name are nobody’s standard text', async () => {
  const forged = await file('licence/MIT.txt');
  expect(isStandIn(forged)).toBe(false);
  expect(standardText(forged.sha256)).toBeUndefined();
});

it('a licence is found by its path, the one that stands in too, and nothing else is', async () => {
  const own = await file('LICENSE');
  expect(licenceAt(pack('mit', [own]), 'LICENSE')).toBe(own);
  expect(licenceAt(pack('mit', [own]), 'licence/MIT.txt')).toBeUndefined();
  expect(licenceAt(pack('mit'), 'licence/MIT.txt')?.sha256).toBe(standInFor(pack('mit'))!.sha256);
  expect(licenceAt(pack('mit', [{ ...own, role: 'weights' }]), 'LICENSE')).toBeUndefined();
});
