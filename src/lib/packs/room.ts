import { fail, toAppError } from '../domain/errors';
import type { Inspector, Vet } from '../domain/inspect';
import { loaded } from './late-code';
import { listUnfinished } from './keep/installed';
import { network as realNetwork, type Network } from './line/network';
import type { OpenSha256 } from './form/sha256';
import { PINNED_KEYS } from './trust/pinned';
import { plansIn, type Plans } from './install/plans';
import { Offers } from './keep/removed';
import { openStore, type PackStore } from './store/store';
import { memoryStore } from './store/store-memory';

/** What every part of the service shares: one store, one network, one memory of plans. */
export type PacksRoom = {
  store(): Promise<PackStore>;
  /** The store, once what was removed is freed and receipts that were lost are written again. */
  recovered(): Promise<PackStore>;
  /** From now on nothing is saved: an empty store in memory takes the place of the other, which stays as it is. */
  withoutSaving(): Promise<PackStore>;
  /** Removed packs that this worker can bring back. */
  offers: Offers;
  network: Network;
  /** This worker's policy lets it ask other hosts than its own (src/headers.ts). */
  outside: boolean;
  /** Public keys whose signature vouches for a model (vouch.ts). */
  keys: readonly string[];
  plans: Plans;
  hash: OpenSha256;
  inspect: Inspector;
  vet: Vet;
};

export type PacksOptions = {
  network?: Network;
  outside?: boolean;
  keys?: readonly string[];
  open?: () => Promise<PackStore>;
  /** Where the digests of long files are computed. */
  hash?: OpenSha256;
  /** Given by the worker, since models are read by rooms that this one may not import. */
  inspect?: Inspector;
  vet?: Vet;
};

/** Of a worker that was given none: it installs what others have planned. */
const noInspector: Inspector = {
  gguf: async () => fail('bug/unexpected', { what: 'this worker reads no models' }),
  mlc: async () => fail('bug/unexpected', { what: 'this worker reads no models' }),
  isOwnLibrary: async () => false,
};
/** Loaded with the first file that is written, so that the start page stays small. */
const onThisThread: OpenSha256 = async (file) => (await loaded(import('./form/sha256'))).openSha256(file);
/** Length and digest of every file are checked whatever a worker is given. */
const nothingMore: Vet = async () => ({ checks: [], unknown: [] });

export function packsRoom({
  network = realNetwork(),
  outside = false,
  keys = PINNED_KEYS,
  open = openStore,
  hash = onThisThread,
  inspect = noInspector,
  vet = nothingMore,
}: PacksOptions = {}): PacksRoom {
  let opening: Promise<PackStore> | undefined;
  let recovering: Promise<void> | undefined;
  /** A failure to open is not kept: the next call tries again. */
  const opened = () => {
    if (opening) return opening;
    const mine: Promise<PackStore> = open().catch((thrown: unknown) => {
      if (opening === mine) opening = undefined; // or the person has chosen memory in the meantime
      throw thrown;
    });
    return (opening = mine);
  };
  const store = async () => {
    const before = opened();
    if ((await (await before).isThere?.()) ?? true) return before;
    // Cleared by the person while this tab was open: what is there now begins empty. Others may have seen it first.
    if (opening === before) opening = recovering = undefined;
    return opened();
  };
  const begin = async (ready: PackStore) => {
    // Waits for tabs that are just ending, so nobody waits for it; what could not be freed is tried at the next start.
    if ((await ready.listRecords('removed')).length > 0)
      loaded(import('./keep/remove'))
        .then(({ purgeRemoved }) => purgeRemoved(ready))
        .catch(toAppError);
    const unfinished = await listUnfinished(ready);
    if (!unfinished.some(({ heldBytes, totalBytes }) => heldBytes === totalBytes)) return;
    const { recover } = await loaded(import('./install/recover'));
    await recover(ready, { vet, keys }, new AbortController().signal);
  };
  /** Once in the life of this worker. */
  const recovered = async () => {
    const ready = await store();
    recovering ??= begin(ready).catch((thrown: unknown) => {
      recovering = undefined;
      throw thrown;
    });
    await recovering;
    return ready;
  };
  const withoutSaving = () => (opening = memoryStore());
  const shared = { store, recovered, withoutSaving, offers: new Offers() };
  return { ...shared, network, outside, keys, plans: plansIn(store, keys), hash, inspect, vet };
}
