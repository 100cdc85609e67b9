import { describe, expect, test } from 'vitest';
import { unknownOf } from '../../../../src/lib/domain/vetted';
import { bomOf, registerOf } from '../../../../src/lib/packs/bom/bom';
import type { Bom } from '../../../../src/lib/packs/bom/types';
import { bomPacks } from '../../../fakes/bom-packs';

const packs = await bomPacks();
const model = (bom: Bom) => bom.components[0]!;
const property = (bom: Bom, name: string) =>
  model(bom).properties?.find((one) => one.name === `haversack:${name}`)?.value;

describe('What a bill of materials tells under names of ours', () => {
  test('says what is damaged now, not what was right when it was installed', async () => {
    const pack = packs['SmolLM2']!;
    const [first, ...others] = pack.verification.checks;
    const vetting = {
      checkedAt: '2026-11-01T08:59:00.000Z',
      checks: [{ what: 'digest' as const, path: first!.path, result: 'passed' as const, details: '' }],
      unknown: [],
    };
    const checks = [{ ...first!, verdict: 'digest' as const }, ...others];
    const bom = await bomOf({
      ...pack,
      vetting,
      verification: { ...pack.verification, checks, verdict: 'corrupt' },
    });
    const told = model(bom).properties!.filter(
      ({ name, value }) => name === 'haversack:check:digest' && value.includes(first!.path),
    );
    expect(told.map(({ value }) => value)).toEqual([`failed ${first!.path} ${first!.sha256}`]);
    expect(property(bom, 'last-check')).toBe('corrupt 2026-11-02T10:00:00.000Z');
  });

  test('says of every part how open it is, and all that is unknown, as the papers do', async () => {
    const bom = await bomOf(packs['Gemma 3']!);
    expect(property(bom, 'openness:training-data')).toBe('closed');
    expect(property(bom, 'openness:inference-code')).toBe(
      'open Apache-2.0 https://github.com/google-deepmind/gemma',
    );
    const unknown = model(bom).properties!.filter(({ name }) => name === 'haversack:unknown');
    expect(unknown.map(({ value }) => value)).toEqual(unknownOf(packs['Gemma 3']!));
    expect(unknown.map(({ value }) => value)).toContain('lineage');
  });

  test('says what the licence asks, and when the person took its terms where that is known', async () => {
    const pack = packs['Gemma 3']!;
    const bom = await bomOf(pack, { acceptedAt: '2026-11-01T08:00:00.000Z' });
    expect(property(bom, 'licence')).toBe('LicenseRef-Gemma-Terms-2025-03-24');
    expect(property(bom, 'notice')).toContain('ai.google.dev/gemma/terms');
    expect(property(bom, 'licence-asks-acceptance')).toBe('yes');
    expect(property(bom, 'licence-term')).toBe('use-policy');
    expect(property(bom, 'licence-accepted-at')).toBe('2026-11-01T08:00:00.000Z');
    expect(property(await bomOf(pack), 'licence-accepted-at')).toBeUndefined();
    const register = await registerOf([pack, packs['hub']!], ({ packId }) =>
      packId === pack.packId ? { acceptedAt: '2026-11-01T08:00:00.000Z' } : {},
    );
    expect(JSON.stringify(register).match(/licence-accepted-at/g)).toHaveLength(1);
  });

  test('has what is needed to check the word of whoever vouches without this app', async () => {
    const vouch = { key: 'k'.repeat(44), signature: 's'.repeat(88) };
    const bom = await bomOf({ ...packs['SmolLM2']!, vouch });
    expect(property(bom, 'vouched-by-key')).toBe(vouch.key);
    expect(property(bom, 'vouched-by-signature')).toBe(vouch.signature);
    const claimed = await bomOf({ ...packs['first-seen']!, vouch });
    expect(property(claimed, 'vouched-by-signature')).toBeUndefined();
  });
});
