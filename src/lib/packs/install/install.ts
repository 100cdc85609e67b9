import type { Digest } from '../../domain/digest';
import { fail, isAbort, toAppError } from '../../domain/errors';
import type { InstallEvent, InstallResult } from '../../domain/install';
import { asksAcceptance } from '../../domain/licences';
import { packBytes, type PackManifest, type Shard } from '../../domain/pack';
import type { Arrival, WantedFile } from '../fetch/arrival';
import { type EarlyVet, vetEarly } from './early-vet';
import { heldBytes } from '../store/held';
import { installFile } from './install-file';
import { promote } from './promote';
import { checkRoom, withFigures } from '../keep/quota';
import { readReceipt, type Wanted, writeManifest, writeWanted } from '../keep/receipt';
import { alone, unmark } from '../keep/removed';
import type { PacksRoom } from '../room';
import type { PackStore } from '../store/store';
import type { Supply } from '../fetch/supply';
import { wayOf } from '../fetch/way';

/**
 * Brings a pack onto this device: plan, fetch, check, promote, and the receipt last. Called again it goes on from
 * what is there, and repairs it. The manifest must have been checked, and `wanted.packId` be its digest.
 * An abort returns `cancelled`, and keeps what has come; so does `later`, which records that the pack is wanted and
 * fetches nothing; `storage/quota` tells needed and available bytes. Throws `pack/unfit` if the files do not fit.
 */
export async function* install(
  room: Pick<PacksRoom, 'store' | 'network' | 'outside' | 'hash' | 'vet' | 'keys'>,
  manifest: PackManifest,
  wanted: Wanted,
  supply: Supply,
  signal: AbortSignal,
  later = false,
): AsyncGenerator<InstallEvent, InstallResult, void> {
  const { packId } = wanted;
  if (asksAcceptance(manifest.licence) && !wanted.acceptedLicence)
    fail('pack/licence-not-accepted', { packId });
  const store = await room.store();
  const totalBytes = packBytes(manifest);
  const held = await heldBytes(store, manifest.shards);
  let early: EarlyVet | undefined;
  const sum = () => manifest.shards.reduce((total, shard) => total + (held.get(shard.sha256) ?? 0), 0);
  try {
    const toFetch = totalBytes - sum();
    yield { kind: 'plan', packId, totalBytes, heldBytes: sum(), toFetch, files: manifest.shards.length };
    await checkRoom(store, toFetch);
    await alone(packId, async () => {
      await writeManifest(store, packId, manifest);
      await unmark(store, packId);
    });
    await writeWanted(store, wanted);
    if (later) return { kind: 'cancelled' };

    const known = await knownChunks(store);
    const chunks = new Map<Digest, Digest[]>();
    early = vetEarly(room.vet, store, manifest, signal);
    const { files: coming, vet } = early;
    for (const shard of smallestFirst(manifest.shards)) {
      if (!chunks.has(shard.sha256)) {
        const file = wantedFile(shard, known);
        const way = wayOf(file, shard, supply, wanted, room);
        const onGrown = (arrival?: Arrival) => coming.grown(shard.sha256, arrival);
        const files = installFile(store, file, way, wanted, { hash: room.hash, onGrown }, signal);
        for (let step = await files.next(); ; step = await files.next()) {
          if (step.done) {
            chunks.set(shard.sha256, step.value);
            break;
          }
          const event = step.value;
          if (event.kind === 'healed') yield { ...event, path: shard.path };
          else if (event.kind !== 'held') yield event;
          else {
            held.set(shard.sha256, event.bytes);
            yield { kind: 'progress', heldBytes: sum(), totalBytes, file: shard.path };
          }
        }
        held.set(shard.sha256, shard.bytes);
        coming.here(shard.sha256, chunks.get(shard.sha256) ?? []);
      }
      yield { kind: 'file-verified', path: shard.path, sha256: shard.sha256 };
    }
    signal.throwIfAborted();
    yield { kind: 'vetting' };
    const verification = await promote(store, { ...room, vet }, { manifest, wanted, chunks }, signal);
    yield { kind: 'progress', heldBytes: totalBytes, totalBytes, file: '' };
    return { kind: 'installed', verification };
  } catch (thrown) {
    if (signal.aborted && (isAbort(thrown) || thrown === signal.reason)) {
      // The part of a chunk that had come is gone: what is told is what it will go on from.
      for (const [sha256, bytes] of await heldBytes(store, manifest.shards)) held.set(sha256, bytes);
      yield { kind: 'progress', heldBytes: sum(), totalBytes, file: '' };
      return { kind: 'cancelled' };
    }
    throw await withFigures(store, toAppError(thrown), totalBytes - sum());
  } finally {
    early?.end();
  }
}

/** Licence and library first: a page can show them while the weights come. */
function smallestFirst(shards: readonly Shard[]): Shard[] {
  return [...shards].sort((a, b) => a.bytes - b.bytes);
}

function wantedFile({ path, bytes, sha256, chunks }: Shard, known: Map<Digest, Digest[]>): WantedFile {
  const digests = chunks ?? known.get(sha256);
  return { path, bytes, sha256, ...(digests ? { chunks: digests } : {}) };
}

/** Chunk digests computed at earlier installations, of files whose own digest was checked then. */
async function knownChunks(store: PackStore): Promise<Map<Digest, Digest[]>> {
  const known = new Map<Digest, Digest[]>();
  for (const packId of await store.listRecords('packs')) {
    for (const [sha256, chunks] of (await readReceipt(store, packId))?.chunks ?? [])
      known.set(sha256, chunks);
  }
  return known;
}
