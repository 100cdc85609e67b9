import type { CatalogueEntry } from '../../domain/pack';
import { readReceipt, writeReceipt } from './receipt';
import { isAppErrorWith } from '../form/refused';
import { alone } from './removed';
import type { PackStore } from '../store/store';
import { verifyVouch } from '../trust/vouch';

/**
 * A site that has a new key signs its models again. What is installed of them takes the new signature over: else its
 * papers would say that nobody vouches for it, once the old key is no longer pinned.
 */
export async function vouchAgain(
  store: PackStore,
  listed: readonly CatalogueEntry[],
  keys: readonly string[],
): Promise<void> {
  const here = new Set(await store.listRecords('packs'));
  for (const { packId, vouch } of listed) {
    if (!vouch || !here.has(packId) || !(await verifyVouch(packId, vouch, keys))) continue;
    await alone(packId, async () => {
      const receipt = await readReceipt(store, packId);
      if (!receipt || (await verifyVouch(packId, receipt.vouch, keys))) return;
      await writeReceipt(store, { ...receipt, trust: 'vouched', vouch });
    }).catch((thrown: unknown) => {
      // A full disk must not hide what the site offers; the next time will do.
      if (!isAppErrorWith(thrown, 'storage/')) throw thrown;
    });
  }
}
