import { fail } from '../../domain/errors';
import type { VerifyEvent } from '../../domain/install';
import { type FileCheck, packBytes, type PackId, type Verification } from '../../domain/pack';
import { checkBlob } from '../store/check-blob';
import { readReceipt, writeReceipt } from './receipt';
import { alone } from './removed';
import type { PackStore } from '../store/store';
import { overall } from '../form/verdict';

const TELL_EVERY_BYTES = 4 * 1024 * 1024;

/**
 * Reads every byte of an installed pack again, hashes it, and writes the outcome into the receipt. Works offline.
 * Throws `pack/missing` if there is no such pack, `storage/busy` while it is being repaired.
 */
export async function* verify(
  store: PackStore,
  packId: PackId,
  signal: AbortSignal,
): AsyncGenerator<VerifyEvent, Verification, void> {
  const receipt = (await readReceipt(store, packId)) ?? fail('pack/missing', { packId });
  const totalBytes = packBytes(receipt.manifest);
  const checks: FileCheck[] = [];
  let before = 0;
  for (const { path, sha256, bytes } of receipt.manifest.shards) {
    // checkBlob calls back; what it says is passed on between its steps.
    let read = 0;
    let told = 0;
    let wake = () => {};
    const running = checkBlob(store, { sha256, bytes }, signal, (sofar) => {
      read = sofar;
      if (read - told >= TELL_EVERY_BYTES) wake();
    });
    let check: Awaited<typeof running> | undefined;
    const ended = running.then((found) => void (check = found)).finally(() => wake());
    ended.catch(() => {}); // rethrown by the await below
    while (!check) {
      await Promise.race([ended, new Promise<void>((resolve) => (wake = resolve))]);
      told = read;
      yield { kind: 'progress', readBytes: before + read, totalBytes, file: path };
    }
    before += bytes;
    const result: FileCheck = { path, sha256, verdict: check.verdict };
    checks.push(result);
    yield { kind: 'file', check: result };
  }
  const verification: Verification = {
    packId,
    checkedAt: new Date().toISOString(),
    checks,
    verdict: overall(checks),
  };
  await alone(packId, async () => {
    // Reading takes long: another tab may have removed the pack meanwhile, or installed it again on better word.
    const now = (await readReceipt(store, packId)) ?? fail('pack/missing', { packId });
    await writeReceipt(store, { ...now, verification });
  });
  return verification;
}
