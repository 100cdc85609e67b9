import { beforeEach, describe, expect, it } from 'vitest';
import { licenceOf } from '../../../src/lib/domain/licences';
import type { PackManifest } from '../../../src/lib/domain/pack';
import { clearRecords, saveRecord } from '../../../src/lib/records';
import { AcceptedTerms, parseTimes } from '../../../src/lib/state/acceptedTerms.svelte';
import { smallPack } from '../../fakes/small-pack';

const AT = '2026-11-01T09:00:00.000Z';
const on = (day: string) => new AcceptedTerms(() => new Date(`2026-11-${day}T09:00:00.000Z`));
let manifest: PackManifest;

beforeEach(async () => {
  await clearRecords();
  ({ manifest } = (await smallPack({ mib: 0.01 })).entry);
});

describe('Terms that were accepted', () => {
  it('are remembered across a reload with the first time', async () => {
    await on('01').note(manifest);
    const later = on('02');
    await later.read();
    await later.note(manifest);
    expect(later.at(manifest)).toBe(AT);
  });

  it('hold for another model with the same texts, and not for changed texts', async () => {
    const terms = on('01');
    await terms.note(manifest);
    expect(terms.at({ ...manifest, name: 'Another' })).toBe(AT);
    const other = (await smallPack({ mib: 0.01, seed: 9 })).entry.manifest;
    const changed = manifest.shards.map((shard) =>
      shard.role === 'licence' ? { ...shard, sha256: other.shards[0]!.sha256 } : shard,
    );
    expect(terms.at({ ...manifest, shards: changed })).toBeUndefined();
  });

  it('without a text in the pack are known by licence and address', async () => {
    const bare = { ...manifest, shards: [] };
    const terms = on('01');
    await terms.note(bare);
    expect(terms.at(bare)).toBe(AT);
    const elsewhere = { ...bare, licence: { ...bare.licence, url: 'https://example.org/other' } };
    expect(terms.at(elsewhere)).toBeUndefined();
  });

  it('do not stand for what another publisher adds to the same licence, nor for another one of no known name', async () => {
    const terms = on('01');
    await terms.note(manifest);
    const conditions = [...manifest.licence.conditions, 'Give us your texts.'];
    expect(terms.at({ ...manifest, licence: { ...manifest.licence, conditions } })).toBeUndefined();
    const custom = (name: string) => ({ ...manifest, shards: [], licence: licenceOf({ id: 'other', name }) });
    await terms.note(custom('Acme terms'));
    expect(terms.at(custom('Acme terms'))).toBe(AT);
    expect(terms.at(custom('Evil terms'))).toBeUndefined();
  });

  it('that another tab noted stay when this one notes others', async () => {
    const [here, there] = [on('01'), on('02')];
    const bare = { ...manifest, shards: [] };
    await there.note(bare);
    await here.note(manifest);
    const after = on('03');
    await after.read();
    expect(after.at(bare) && after.at(manifest)).toBe(AT);
  });

  it('are gone when the person deletes what is known of them', async () => {
    const terms = on('01');
    await terms.note(manifest);
    terms.forget();
    expect(terms.at(manifest)).toBeUndefined();
  });

  it('of a damaged record are those entries that are times', async () => {
    await saveRecord('accepted', { good: AT, bad: 'soon', worse: 5, ['x'.repeat(6000)]: AT });
    const terms = on('01');
    await terms.read();
    expect(terms.times).toEqual({ good: AT });
    expect([parseTimes(null), parseTimes([]), parseTimes('x')]).toEqual([undefined, undefined, undefined]);
  });
});
