import type { PackFile } from '../domain/engine';
import { fail, isAbort } from '../domain/errors';
import type { UnfinishedPack } from '../domain/install';
import {
  type InstalledPack,
  packBytes,
  type PackId,
  type ShardRole,
  type LibraryTarget,
} from '../domain/pack';
import { allMatch } from './install';
import { heldBytes } from './held';
import { checkBlob } from './check-blob';
import { papersOf, readManifest, readReceipt, readWanted, type Receipt, writeReceipt } from './receipt';
import { isAppErrorWith } from './refused';
import type { PackStore } from './store';

/** A file of an installed pack, with what a page needs to choose it. */
export type InstalledFile = { path: string; role: ShardRole; target?: LibraryTarget; file: PackFile };

/** Packs with a receipt, oldest first. Others do not exist, whatever files there are. */
export async function listInstalled(store: PackStore): Promise<InstalledPack[]> {
  const packs: InstalledPack[] = [];
  for (const packId of await store.listRecords('packs')) {
    const receipt = await readReceipt(store, packId);
    if (!receipt) continue;
    const { manifest, trust, source, installedAt, verification } = receipt;
    packs.push({ packId, manifest, trust, source, installedAt, verification, ...papersOf(receipt) });
  }
  return packs.sort((a, b) => (a.installedAt < b.installedAt ? -1 : 1));
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
    if (await readReceipt(store, packId)) continue;
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
    });
  }
  return unfinished;
}

/**
 * Writes the receipts that are missing or damaged, of packs whose files are all here: each is read and hashed first.
 * Needs no network. Files that another tab is writing are left to it.
 */
export async function recover(store: PackStore, signal: AbortSignal): Promise<void> {
  for (const { packId, manifest, heldBytes: held, totalBytes } of await listUnfinished(store)) {
    const wanted = held === totalBytes ? await readWanted(store, packId) : undefined;
    if (!wanted) continue;
    try {
      const chunks: Receipt['chunks'] = new Map();
      for (const shard of manifest.shards) {
        const check = await checkBlob(store, shard, signal);
        if (check.verdict === 'match') chunks.set(shard.sha256, check.chunks);
      }
      if (!manifest.shards.every(({ sha256 }) => chunks.has(sha256))) continue;
      const now = new Date().toISOString();
      const verification = allMatch(packId, manifest, now);
      const { source, trust } = wanted;
      await writeReceipt(store, { packId, manifest, trust, source, installedAt: now, verification, chunks });
    } catch (thrown) {
      if (isAbort(thrown) || !isAppErrorWith(thrown, 'storage/')) throw thrown;
    }
  }
}
