import type { PackId, Vouch } from '../domain/pack';
import { isAppErrorWith } from './refused';
import { isSignedBy, VOUCH_TEXT } from './signature';

/**
 * True if a site whose key this build pins has signed this pack id. The id is the digest of the manifest, and the
 * manifest has the digest of every file: the word holds wherever the pack comes from. Where a browser cannot check
 * signatures nobody vouches.
 */
export async function verifyVouch(
  packId: PackId,
  vouch: Vouch | undefined,
  pinnedKeys: readonly string[],
): Promise<boolean> {
  if (!vouch || !pinnedKeys.includes(vouch.key)) return false;
  try {
    return await isSignedBy(VOUCH_TEXT + packId, vouch.key, vouch.signature);
  } catch (thrown) {
    if (isAppErrorWith(thrown, 'device/no-signatures')) return false;
    throw thrown;
  }
}
