import type { CatalogueEntry, Trust, Vouch } from '../../src/lib/domain/pack';
import { listInstalled } from '../../src/lib/packs/keep/installed';
import { type Receipt, writeReceipt } from '../../src/lib/packs/keep/receipt';
import { memoryStore } from '../../src/lib/packs/store/store-memory';

const passed = { what: 'vouch', path: '', result: 'passed', details: '' } as const;

/** A device whose record of a pack says this of its trust. `told`: what it is shown as, and the check of the signature. */
export async function recorded({ packId, manifest }: CatalogueEntry, trust: Trust, vouch?: Vouch) {
  const store = await memoryStore();
  const at = '2026-11-01T09:00:00.000Z';
  const receipt: Receipt = {
    ...{ packId, manifest, trust, installedAt: at, source: { kind: 'site', baseUrl: 'https://a.example' } },
    verification: { packId, checkedAt: at, checks: [], verdict: 'verified' },
    vetting: { checkedAt: at, checks: trust === 'vouched' ? [passed] : [], unknown: [] },
    chunks: new Map(manifest.shards.map(({ sha256, chunks }) => [sha256, chunks ?? []])),
    ...(vouch ? { vouch } : {}),
  };
  await writeReceipt(store, receipt);
  const told = async (pinned: readonly string[]) => {
    const [pack] = await listInstalled(store, pinned);
    const check = pack?.vetting?.checks.find(({ what }) => what === 'vouch');
    return [pack?.trust, check?.result];
  };
  return { store, receipt, told };
}
