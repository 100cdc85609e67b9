import { describe, expect, test } from 'vitest';
import { curatedModels } from '../../../src/lib/catalogue/curated';
import { knownLicence } from '../../../src/lib/domain/licences';
import { componentsOf, mofClass, opennessClass, openSourceAi } from '../../../src/lib/domain/openness';
import type { Openness } from '../../../src/lib/domain/pack';
import { aboutGemma3 } from '../../../tools/packs/about/gemma3';
import { aboutSmollm2 } from '../../../tools/packs/about/smollm2';

/** What this project itself says of models, held to its own rules. */
const offered = [aboutSmollm2, aboutGemma3, ...curatedModels()].map(
  ({ name, licence, openness }) => [name, { licence, openness }] as const,
);

test('every licence of the models that this project offers has its conditions in plain words', () => {
  expect(offered.length).toBeGreaterThan(10);
  for (const [name, { licence }] of offered) expect(knownLicence(licence.spdx), name).toBeDefined();
});

describe('The parts of an offered model', () => {
  const parted = offered.filter(([, { openness }]) => (openness.components ?? []).length > 0);

  test.each(parted)('%s agree with the word on its card', (_, { openness }) => {
    expect(opennessClass(componentsOf(openness))).toBe(openness.class);
  });

  test.each(parted)('%s have evidence wherever they are claimed to be public', (_, { openness }) => {
    const claimed = componentsOf(openness).filter(
      ({ status }) => status === 'open' || status === 'restricted',
    );
    expect(claimed.filter(({ url }) => !url.startsWith('https://'))).toEqual([]);
  });

  test.each(parted)('%s that are called open have a licence', (_, { openness }) => {
    const open = componentsOf(openness).filter(({ status }) => status === 'open');
    expect(open.filter(({ licence }) => licence === '' || licence.startsWith('LicenseRef-'))).toEqual([]);
  });
});

test('neither starter meets the definition: of one the data are told in part, the other has terms', () => {
  const assessed = ({ openness }: { openness: Openness }) => {
    const parts = componentsOf(openness);
    return [openSourceAi(parts), mofClass(parts).class] as const;
  };
  expect(assessed(aboutSmollm2)).toEqual([{ reached: false, missing: ['data-information'] }, null]);
  expect(assessed(aboutGemma3)[0].missing).toContain('weights');
});
