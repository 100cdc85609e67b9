import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { InstalledPack, PackId, Trust } from '../../../src/lib/domain/pack';
import PackSelect from '../../../src/lib/ui/PackSelect.svelte';
import { asInstalled } from '../../fakes/memory-archive';
import { manifestWith, seededShard } from '../../fakes/small-pack';

async function pack(name: string, trust: Trust, id: string): Promise<InstalledPack> {
  const made = await asInstalled(manifestWith([await seededShard({ path: 'm.gguf', seed: 1, bytes: 10 })]));
  return { ...made, manifest: { ...made.manifest, name }, trust, packId: id.repeat(64) as PackId };
}

it('A11: a stranger’s model under the name of one that the site vouches for cannot be taken for it', async () => {
  const packs = [
    await pack('Gemma 3', 'vouched', 'a'),
    await pack('gemma\u00a03\u200e', 'first-seen', 'b'),
    await pack('Other', 'declared', 'c'),
    await pack('Ours', 'vouched', 'd'),
  ];
  const onChange = vi.fn();
  const screen = await render(PackSelect, { label: 'Model', packs, value: packs[0]!.packId, onChange });
  const told = screen
    .getByRole('option')
    .elements()
    .map((option) => option.textContent?.trim());
  expect(told.map((text) => text!.split(' · ').filter((part) => !/weights|assessed/i.test(part)))).toEqual([
    ['Gemma 3', 'aaaaaaaa'],
    ['gemma\u00a03\u200e', 'nobody vouches', 'bbbbbbbb'],
    ['Other', 'declared by its hub'],
    ['Ours'],
  ]);
});
