/** Brings every file of a pack into a mirror's folder, and its manifest last. What is there and right is kept. */
import { constants } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, fail } from '../../src/lib/domain/errors';
import type { Shard } from '../../src/lib/domain/pack';
import { openArrival } from '../../src/lib/packs/fetch/arrival';
import { canonicalJson } from '../../src/lib/packs/form/canonical';
import { download } from '../../src/lib/packs/fetch/download';
import type { Network } from '../../src/lib/packs/line/network';
import type { PackStore } from '../../src/lib/packs/store/store';
import { guardDisk } from '../disk';
import { isMissing } from '../packs/cache';
import { digestFile } from '../packs/digests';
import { needSpace } from '../packs/space';
import { bytes, liveLine, say } from '../terminal.mjs';
import { folderStore } from './folder-store';
import type { WantedPack } from './wanted';

export type Filled = { files: number; kept: number; fetchedBytes: number };

export async function fillPack(
  folder: string,
  pack: WantedPack,
  network: Network,
  signal: AbortSignal,
): Promise<Filled> {
  await mkdir(join(folder, 'blobs'), { recursive: true });
  const store = folderStore(folder);
  const shards = [...new Map(pack.manifest.shards.map((shard) => [shard.sha256, shard])).values()];
  const missing: Shard[] = [];
  for (const shard of shards) if (!(await isHere(folder, shard))) missing.push(shard);
  const toFetch = missing.reduce((sum, shard) => sum + shard.bytes, 0);
  await needSpace(folder, toFetch, pack.manifest.name);
  say(`${pack.manifest.name}: ${missing.length} of ${shards.length} files to bring, ${bytes(toFetch)} …`);
  for (const shard of missing) {
    const local = await pack.localFile(shard);
    await guardDisk(() =>
      local === null ? fetched(store, shard, pack, network, signal) : copied(folder, shard, local),
    );
  }
  const manifest = join(folder, `${pack.packId}.json`);
  await guardDisk(() => writeFile(manifest, canonicalJson(pack.manifest)));
  return { files: shards.length, kept: shards.length - missing.length, fetchedBytes: toFetch };
}

/** By its digest, not its name: a disk may have filled up half-way. */
async function isHere(folder: string, { sha256, bytes: size }: Shard): Promise<boolean> {
  try {
    const found = await digestFile(join(folder, 'blobs', sha256));
    return found.bytes === size && found.sha256 === sha256;
  } catch (thrown) {
    if (isMissing(thrown)) return false;
    throw thrown;
  }
}

async function copied(folder: string, { path, sha256 }: Shard, from: string | Uint8Array): Promise<void> {
  const aside = join(folder, 'blobs', `.${sha256}.${process.pid}`);
  try {
    if (typeof from === 'string') await copyFile(from, aside, constants.COPYFILE_FICLONE);
    else await writeFile(aside, from);
    const host = typeof from === 'string' ? from : '';
    if ((await digestFile(aside)).sha256 !== sha256) fail('source/digest', { host, file: path });
    await rename(aside, join(folder, 'blobs', sha256));
  } finally {
    await rm(aside, { force: true });
  }
}

/** As the app does it: what has come is kept through every cut, and through the end of this command. */
async function fetched(
  store: PackStore,
  shard: Shard,
  { addresses, hosts }: WantedPack,
  network: Network,
  signal: AbortSignal,
): Promise<void> {
  const arrival = await openArrival(store, shard);
  const line = liveLine();
  try {
    const route = { addresses: addresses(shard), hosts, network };
    for await (const event of download(shard, route, arrival, signal)) {
      if (event.kind === 'held') line.show(`  ${shard.path}: ${bytes(event.bytes)} of ${bytes(shard.bytes)}`);
      if (event.kind === 'waiting')
        line.done(`  ${shard.path}: ${event.error.code}, again in ${Math.ceil(event.retryInMs / 1000)} s …`);
    }
  } catch (thrown) {
    // What came whole and is another file must not be taken for a part of the right one.
    if (thrown instanceof AppError && thrown.code === 'source/digest' && arrival.isAnother)
      await arrival.restart();
    throw thrown;
  } finally {
    line.done();
    arrival.close();
  }
}
