import type { PackFile } from '../../domain/engine';
import { fail } from '../../domain/errors';
import type { UnfinishedPack } from '../../domain/install';
import {
  type InstalledPack,
  packBytes,
  type PackId,
  type ShardRole,
  type LibraryTarget,
  type Verdict,
  type Verification,
} from '../../domain/pack';
import { heldBytes } from '../store/held';
import { isNewer } from './newer';
import { papersOf, readManifest, readReceipt, readWanted, type Receipt } from './receipt';
import { hasRejected } from './rejected';
import { removedAt } from './removed';
import type { PackStore } from '../store/store';
import { overall } from '../form/verdict';
import { proven } from '../trust/vouch';

/** A file of an installed pack, with what a page needs to choose it. */
export type InstalledFile = { path: string; role: ShardRole; target?: LibraryTarget; file: PackFile };

/**
 * Packs with a receipt, oldest first. Others do not exist, whatever files there are. What a browser has thrown away
 * since the last check shows in the verification: by sizes, without reading a file. `keys`: who may vouch.
 */
export async function listInstalled(store: PackStore, keys: readonly string[]): Promise<InstalledPack[]> {
  const packs: InstalledPack[] = [];
  for (const receipt of await listReceipts(store)) {
    const { packId, manifest, trust, source, installedAt } = receipt;
    const verification = await stillThere(store, receipt);
    const pack = { packId, manifest, trust, source, installedAt, verification, ...papersOf(receipt) };
    packs.push(await proven(pack, keys));
  }
  return packs;
}

/** As they are on record, oldest first: what they say of trust is not proven. */
export async function listReceipts(store: PackStore): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const packId of await store.listRecords('packs')) {
    const receipt = await readReceipt(store, packId);
    if (receipt) receipts.push(receipt);
  }
  return receipts.sort((a, b) => (a.installedAt < b.installedAt ? -1 : 1));
}

/** The last verification, with what is evidently wrong by now: files that are gone, or have another length. */
async function stillThere(store: PackStore, { manifest, verification }: Receipt): Promise<Verification> {
  const lacking = new Map<string, Verdict>();
  for (const { path, sha256, bytes } of manifest.shards) {
    const size = await store.size('blobs', sha256);
    if (size !== bytes) lacking.set(path, size === undefined ? 'missing' : 'length');
  }
  if (lacking.size === 0) return verification;
  const checks = verification.checks.map((check) => ({
    ...check,
    verdict: lacking.get(check.path) ?? check.verdict,
  }));
  return { ...verification, checks, verdict: overall(checks) };
}

/** References to hand to an engine's worker. Throws `pack/missing`, or `pack/corrupt` if a length is not right. */
export async function filesOf(store: PackStore, packId: PackId): Promise<InstalledFile[]> {
  const receipt = (await readReceipt(store, packId)) ?? fail('pack/missing', { packId });
  const files: InstalledFile[] = [];
  for (const { path, role, target, bytes, sha256 } of receipt.manifest.shards) {
    const size = await store.size('blobs', sha256);
    const ref = (await store.ref(sha256)) ?? fail('pack/missing', { packId, file: path });
    if (size !== bytes)
      fail('pack/corrupt', { packId, file: path, size: size ?? null, bytes, problem: 'length' });
    const file = { ref, bytes, sha256, chunks: receipt.chunks.get(sha256) ?? [] };
    files.push({ path, role, ...(target ? { target } : {}), file });
  }
  return files;
}

/** Packs that were asked for and have no receipt. */
export async function listUnfinished(store: PackStore): Promise<UnfinishedPack[]> {
  const unfinished: UnfinishedPack[] = [];
  for (const packId of await store.listRecords('wanted')) {
    if ((await readReceipt(store, packId)) || (await removedAt(store, packId)) !== undefined) continue;
    if (await isNewer(store, packId)) continue;
    const manifest = await readManifest(store, packId);
    const wanted = await readWanted(store, packId);
    if (!manifest || !wanted) continue;
    const held = await heldBytes(store, manifest.shards);
    unfinished.push({
      packId,
      manifest,
      source: wanted.source,
      heldBytes: manifest.shards.reduce((sum, { sha256 }) => sum + (held.get(sha256) ?? 0), 0),
      totalBytes: packBytes(manifest),
      since: wanted.since,
      ...((await hasRejected(store, packId, manifest)) ? { rejected: true } : {}),
    });
  }
  return unfinished;
}
