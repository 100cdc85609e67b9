import type { Digest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import { readRecord, writeRecord } from '../store/record';
import { isAppErrorWith } from '../form/refused';
import { sha256 } from '../form/web-digest';
import { digest, integer, object, oneOf } from '../form/shape';
import type { PackStore } from '../store/store';

/** The newest list that this device has seen of one key. `issuedAt` in ms; `content` is the digest of what it listed. */
export type Seen = { version: number; issuedAt: number; content: Digest };

/** What was seen of each key. A list is noted only after its signature was found good. */
export interface SeenLists {
  read(key: string): Promise<Seen | undefined>;
  note(key: string, seen: Seen): Promise<void>;
}

const shape = object({
  format: oneOf<1>(1),
  version: integer(0, Number.MAX_SAFE_INTEGER),
  issuedAt: integer(0, 8.64e15),
  content: digest,
});

/** Throws `pack/rollback` for a list that is older than one seen, or another one under the same version. */
export function refuseOlder(list: Seen, seen: Seen | undefined): void {
  if (!seen || list.version > seen.version) return;
  if (list.version === seen.version && list.content === seen.content) return;
  fail('pack/rollback', { version: list.version, seen: seen.version });
}

/** Kept in the packs store, so that a reload remembers. A damaged record is none. */
export function seenLists(store: () => Promise<PackStore>): SeenLists {
  async function read(key: string): Promise<Seen | undefined> {
    try {
      const value = await readRecord(await store(), 'seen', await nameOf(key));
      if (value === undefined) return undefined;
      const { version, issuedAt, content } = shape(value, 'seen');
      return { version, issuedAt, content };
    } catch (thrown) {
      if (isAppErrorWith(thrown, 'pack/')) return undefined;
      throw thrown;
    }
  }

  return {
    read,
    async note(key, seen) {
      const name = await nameOf(key);
      // Two tabs may read the site's list at once: the newer one stays.
      await navigator.locks.request(`haversack:seen:${name}`, async () => {
        const known = await read(key);
        if (known && known.version > seen.version) return;
        if (known?.version === seen.version && known.issuedAt >= seen.issuedAt) return;
        await writeRecord(await store(), 'seen', name, { format: 1, ...seen });
      });
    },
  };
}

function nameOf(key: string): Promise<Digest> {
  return sha256(new TextEncoder().encode(key));
}
