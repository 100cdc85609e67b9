/**
 * The site's key: made once per cache folder, so that every clone, server and build on this machine has the same. Its
 * public half is pinned in the build; the other signs the catalogue and each pack in it.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackId, Vouch } from '../../src/lib/domain/pack';
import { VOUCH_TEXT } from '../../src/lib/packs/trust/signature';
import { writeIfPossible } from '../disk';
import { Problem } from '../problem.mjs';
import { isMissing, type PackCache } from './cache';

/** `publicKey` is the raw Ed25519 key in base64; `sign` gives a raw signature in base64. */
export type SigningKey = { publicKey: string; sign(text: string): string };

type Environment = Record<string, string | undefined>;

/** Bytes of a SubjectPublicKeyInfo before the 32 of an Ed25519 key (RFC 8410). */
const SPKI_PREFIX = 12;
const KEY = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Raw public keys, in base64, that a build pins: those of $HAVERSACK_SITE_KEYS, separated by commas (`none`: none, so
 * that no model is vouched for), else this machine's own.
 */
export async function siteKeys(cache: PackCache, env: Environment = process.env): Promise<string[]> {
  const named = env['HAVERSACK_SITE_KEYS']?.trim();
  if (named === 'none') return [];
  if (named) {
    const keys = named.split(',').map((key) => key.trim());
    const wrong = keys.find((key) => !KEY.test(key));
    if (wrong !== undefined)
      throw new Problem(
        `HAVERSACK_SITE_KEYS: "${wrong}" is no Ed25519 public key in base64 (44 characters).`,
      );
    return keys;
  }
  const own = await signingKey(cache);
  return own ? [own.publicKey] : [];
}

/** Null where no key can be kept: then nothing is signed, and the app vouches for nothing. */
export async function signingKey(cache: PackCache): Promise<SigningKey | null> {
  const path = join(cache.signing, 'key.pem');
  const known = await readKey(path);
  if (known) return known;
  const made = await writeIfPossible(() => makeKey(cache, path), 'models are offered without a signature.');
  return made ? await readKey(path) : null;
}

export function vouchFor(key: SigningKey, packId: PackId): Vouch {
  return { key: key.publicKey, signature: key.sign(VOUCH_TEXT + packId) };
}

async function readKey(path: string): Promise<SigningKey | null> {
  const pem = await readFile(path, 'utf8').catch((thrown: unknown) => {
    if (isMissing(thrown)) return null;
    throw thrown;
  });
  return pem === null ? null : keyOf(pem, path);
}

function keyOf(pem: string, path: string): SigningKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw damaged(path, cause);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw damaged(path);
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return {
    publicKey: spki.subarray(SPKI_PREFIX).toString('base64'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  };
}

/** Never replaced by itself: apps that are installed trust the old one. */
function damaged(path: string, cause?: unknown): Problem {
  return new Problem(
    `${path} is no Ed25519 key: put a copy of it back, or delete it to begin with a new one.`,
    cause,
  );
}

/** Two commands may begin at once: the first key that is there stays. */
async function makeKey(cache: PackCache, path: string): Promise<void> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  await mkdir(cache.signing, { recursive: true, mode: 0o700 });
  const aside = join(cache.signing, `key-${randomUUID()}.new`);
  await writeFile(aside, pem, { mode: 0o600 });
  try {
    await link(aside, path);
    await rm(aside);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'EEXIST') await rm(aside);
    else await rename(aside, path); // file systems without links, such as a USB stick's
  }
}
