import type { Digest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import type { PackManifest, Shard, Trust, Verification } from '../../domain/pack';
import type { VetCheck } from '../../domain/vetting';
import { openBytes } from '../store/read';
import { agrees, papersOf, readReceipt, type Wanted, writeReceipt } from '../keep/receipt';
import { forgetUnfit, noteUnfit } from '../keep/rejected';
import { alone } from '../keep/removed';
import type { PacksRoom } from '../room';
import type { PackStore } from '../store/store';
import { verified } from '../store/verified';
import { ofVouch, proven, verifyVouch, withoutVouch } from '../trust/vouch';

/** `chunks`: of every file of the pack, each of which is a blob whose digest was checked just now. */
export type Arrived = { manifest: PackManifest; wanted: Wanted; chunks: Map<Digest, Digest[]> };

/**
 * Out of quarantine: looks at what the files mean and who vouches for them, and writes the receipt, last. Throws
 * `pack/unfit` with why: then there is no receipt, the reason is kept, and nothing tries it again by itself.
 */
export async function promote(
  store: PackStore,
  { vet, keys }: Pick<PacksRoom, 'vet' | 'keys'>,
  { manifest, wanted, chunks }: Arrived,
  signal: AbortSignal,
): Promise<Verification> {
  const { packId } = wanted;
  const open = async ({ sha256 }: Shard) => {
    const ref = (await store.ref(sha256)) ?? fail('pack/missing', { packId, sha256 });
    return verified(await openBytes(ref), chunks.get(sha256) ?? []);
  };
  const looking = async () => {
    checkChunks(manifest, chunks);
    return vet(manifest, open, signal);
  };
  const found = await looking().catch(async (thrown: unknown) => {
    await noteUnfit(store, wanted, manifest, thrown);
    throw thrown;
  });
  signal.throwIfAborted();

  const now = new Date().toISOString();
  return alone(packId, async () => {
    // Another tab may have thrown the whole away meanwhile: no receipt without what it is for.
    if ((await store.readRecord('wanted', packId)) === undefined) fail('pack/missing', { packId });
    const known = await readReceipt(store, packId);
    const before = known && (await proven(known, keys));
    const installedAt = before?.installedAt ?? now;
    // Records can be edited: that somebody vouches is told by the signature alone.
    const vouched = await verifyVouch(packId, wanted.vouch, keys);
    const given = { trust: vouched ? 'vouched' : withoutVouch(wanted.trust), source: wanted.source } as const;
    // The same bytes, whoever hands them over the second time: what was known of them stays known.
    const better = before && WORTH[before.trust] > WORTH[given.trust] ? before : given;
    const papers = {
      ...(before ? papersOf(before) : {}),
      ...papersOf(wanted),
      ...(better === before && before.vouch ? { vouch: before.vouch } : {}),
    };
    const checks = [
      ...manifest.shards.flatMap(({ path }) => [passed('length', path), passed('digest', path)]),
      ...(better.trust === 'vouched' ? [ofVouch('passed')] : []),
      ...found.checks,
    ];
    const unknown = [...new Set([...(wanted.unknown ?? []), ...found.unknown])];
    const verification = allMatch(packId, manifest, now);
    await writeReceipt(store, {
      ...{ packId, manifest, trust: better.trust, source: better.source, installedAt, verification, chunks },
      ...{ ...papers, vetting: { checkedAt: now, checks, unknown } },
    });
    await forgetUnfit(store, packId);
    return verification;
  });
}

/** A manifest that gives a file two digests that contradict each other could never be held to both. */
function checkChunks({ shards }: PackManifest, chunks: Arrived['chunks']): void {
  for (const shard of shards)
    if (!agrees(shard, chunks.get(shard.sha256) ?? []))
      fail('pack/unfit', { what: 'digest', file: shard.path, why: 'chunks' });
}

const WORTH: Record<Trust, number> = { vouched: 2, declared: 1, 'first-seen': 0 };

const passed = (what: VetCheck['what'], path: string): VetCheck => ({
  what,
  path,
  result: 'passed',
  details: '',
});

/** Every check passed, just now. */
function allMatch(packId: Digest, manifest: PackManifest, checkedAt: string): Verification {
  const checks = manifest.shards.map(({ path, sha256 }) => ({ path, sha256, verdict: 'match' as const }));
  return { packId, checkedAt, checks, verdict: 'verified' };
}
