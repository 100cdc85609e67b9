import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { PackManifest, Verification } from '../../../src/lib/domain/pack';
import type { Flag } from '../../../src/lib/domain/task';
import EvidenceLabel from '../../../src/lib/ui/EvidenceLabel.svelte';
import FlagList from '../../../src/lib/ui/FlagList.svelte';
import LicenceDialog from '../../../src/lib/ui/LicenceDialog.svelte';
import PackFacts from '../../../src/lib/ui/PackFacts.svelte';
import PackPapers from '../../../src/lib/ui/PackPapers.svelte';
import { smallPack } from '../../fakes/small-pack';

/** Svelte ends a page that has one key twice in a list; manifests and records may say a thing twice. */
const { entry } = await smallPack({
  mib: 0.01,
  change: (made) => ({
    ...made,
    warnings: ['invents', 'invents'],
    licence: { ...made.licence, conditions: ['Keep the notice.', 'Keep the notice.'] },
    translation: [
      { from: 'es', to: 'en', grade: 'gist' },
      { from: 'es', to: 'en', grade: 'poor' },
    ],
  }),
});
const manifest: PackManifest = entry.manifest;
const readText = async () => '';
const doNothing = () => {};

it('flags', async () => {
  const lost: Flag = { kind: 'number', problem: 'lost', details: '-20' };
  const { container } = await render(FlagList, { flags: [lost, { ...lost }] });
  expect(container.querySelectorAll('li')).toHaveLength(2);
});

it('warnings of a model', async () => {
  const { container } = await render(EvidenceLabel, { warnings: manifest.warnings });
  expect(container.querySelectorAll('p')).toHaveLength(2);
  const facts = await render(PackFacts, { manifest });
  expect(facts.container.querySelectorAll('li')).toHaveLength(2);
});

it('conditions of a licence, and directions of a model', async () => {
  const dialog = await render(LicenceDialog, {
    manifest,
    readText,
    onAccept: doNothing,
    onDecline: doNothing,
  });
  expect(dialog.getByText('Keep the notice.').elements()).toHaveLength(2);
  const { packId } = entry;
  const verification: Verification = { packId, checkedAt: '', checks: [], verdict: 'verified' };
  const source = { kind: 'site' as const, baseUrl: 'https://school.example/packs' };
  const pack = { packId, manifest, verification, trust: 'vouched' as const, source, installedAt: '' };
  const vetting = { checkedAt: '', checks: [], unknown: ['quality' as const, 'quality' as const] };
  const { container } = await render(PackPapers, { pack: { ...pack, vetting }, readText });
  expect(container.textContent.split('Keep the notice.')).toHaveLength(3);
});
