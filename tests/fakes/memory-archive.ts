import type { ByteSource } from '../../src/lib/domain/bytes';
import type { Digest } from '../../src/lib/domain/digest';
import type { InstalledPack, PackManifest } from '../../src/lib/domain/pack';
import { packIdOf } from '../../src/lib/packs/form/canonical';
import { type ArchivePlan, planArchive } from '../../src/lib/packs/archive/write-archive';

/** Bytes as a source that counts what is read, and refuses what a disk would refuse. */
export function countedSource(bytes: Uint8Array<ArrayBuffer>): ByteSource & { readBytes: number } {
  return {
    size: bytes.length,
    readBytes: 0,
    async read(offset, length) {
      if (!(offset >= 0) || !(length >= 0) || offset + length > bytes.length)
        throw new RangeError('beyond the end');
      this.readBytes += length;
      return bytes.slice(offset, offset + length);
    },
    close: () => {},
  };
}

/** The pack as an installed one, of which nothing is known but its manifest. */
export async function asInstalled(
  manifest: PackManifest,
  more: Partial<InstalledPack> = {},
): Promise<InstalledPack> {
  const packId = await packIdOf(manifest);
  return {
    packId,
    manifest,
    trust: 'first-seen',
    source: { kind: 'site', baseUrl: 'https://models.example/packs' },
    installedAt: '2026-01-01T00:00:00.000Z',
    verification: { packId, checkedAt: '2026-01-02T00:00:00.000Z', checks: [], verdict: 'verified' },
    ...more,
  };
}

/** The whole archive in memory; `content` gives a file's bytes. */
export function joined(
  plan: ArchivePlan,
  content: (sha256: Digest) => Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(plan.totalBytes);
  let at = 0;
  for (const piece of plan.pieces) {
    const bytes = piece.kind === 'bytes' ? piece.bytes : content(piece.sha256);
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}

export async function archiveOf(
  pack: InstalledPack,
  content: (sha256: Digest) => Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return joined(await planArchive(pack), content);
}
