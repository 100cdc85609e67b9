import { expect, it } from 'vitest';
import { standInFor } from '../../../../src/lib/domain/licence-texts';
import { noticeText } from '../../../../src/lib/packs/archive/notice-text';
import { manifestWith } from '../../../fakes/small-pack';

it('the notice in an archive says which file is the standard text, and only of one that is', () => {
  const bare = manifestWith([]);
  const standIn = standInFor(bare)!;
  const words = '"files/licence/Apache-2.0.txt" is the standard text';
  expect(noticeText({ ...bare, shards: [standIn] })).toContain(words);
  expect(noticeText({ ...bare, shards: [{ ...standIn, path: 'LICENSE' }] })).not.toContain('standard text');
  expect(noticeText(bare)).not.toContain('standard text');
});
