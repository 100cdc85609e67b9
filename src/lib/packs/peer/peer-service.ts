import type { PackId } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import type { PacksRoom } from '../room';
import { type Fed, type FeedRequest, Feeds } from './feeds';
import { planPeer } from './plan-peer';
import { readFile, type ReadFileArgs } from './read-file';

type Context = { signal: AbortSignal };

/** Packs from another device, and to it. The line itself is the page's: this worker sees bytes, and trusts none. */
export type PeerService = {
  /** `entry` as it came over the line; `name` what the page calls the other device. Throws `pack/manifest-`. */
  planPeer(args: { entry: Uint8Array; name: string }, context: Context): Promise<PlannedPack>;
  /** What an installation of this pack wants from the other device, until the page stops listening. */
  feedRequests(args: { packId: PackId }, context: Context): AsyncGenerator<FeedRequest, null, void>;
  /** Settles when the bytes were taken; `wanted` is false if the read has ended. */
  feed(args: Fed, context: Context): Promise<{ wanted: boolean }>;
  /** For the sender: at most 4 MiB of a file of an installed pack, checked. */
  readFile(args: ReadFileArgs, context: Context): Promise<Uint8Array<ArrayBuffer>>;
};

export function peerService(room: PacksRoom): PeerService {
  const feeds = new Feeds();
  return {
    planPeer: ({ entry, name }) =>
      planPeer(room, { entry, name, supplyOf: (packId) => feeds.supply(packId, name) }),
    async *feedRequests({ packId }, { signal }) {
      return yield* feeds.requests(packId, signal);
    },
    feed: async (fed) => ({ wanted: await feeds.feed(fed) }),
    readFile: async (args) => readFile(await room.store(), args),
  };
}
