import { describe, expect, it } from 'vitest';
import { toDigest } from '../../../../src/lib/domain/digest';
import type { Shard } from '../../../../src/lib/domain/pack';
import { anyForeign } from '../../../../src/lib/packs/trust/foreign-library';
import { createInspector } from '../../../../src/lib/workers/inspect';
import records from '../../../../src/lib/gguf/own-libraries.json';

/** Offline: no list of the site's libraries can be had. */
const inspector = createInspector(() => Promise.reject(new Error('no network')));
const digestOf = (character: string) => toDigest(new Uint8Array(32).fill(character.charCodeAt(0)).buffer);
const file = (role: Shard['role'], sha256: Shard['sha256']): Shard => ({
  path: role,
  role,
  bytes: 1,
  sha256,
});

describe('a library that somebody else made', () => {
  it('is told from those of this build by its digest alone, packed or unpacked, without a network', async () => {
    for (const { gz, wasm } of Object.values(records)) {
      for (const own of [gz, wasm] as Shard['sha256'][]) {
        const shards = [file('weights', digestOf('w')), file('library', own)];
        expect(await anyForeign(inspector, shards)).toBe(false);
        expect(await anyForeign(inspector, [...shards, file('library', digestOf('x'))])).toBe(true);
      }
    }
  });

  it('is none where a pack has no library', async () => {
    expect(await anyForeign(inspector, [file('weights', digestOf('w'))])).toBe(false);
  });
});
