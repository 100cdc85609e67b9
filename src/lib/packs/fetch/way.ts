import type { Digest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import type { Shard, Source } from '../../domain/pack';
import { networkSupply } from './addresses';
import type { Arrival, WantedFile } from './arrival';
import { download, type DownloadEvent } from './download';
import { feedWay } from './feed-way';
import { fetchChunk } from './fetch-chunk';
import { localWay } from './local-way';
import type { Network } from '../line/network';
import type { Supply } from './supply';

/** How one file comes here, whatever its source. What it brings is checked in the same way in all cases. */
export interface Way {
  /**
   * Brings what is missing into `arrival` until the file is complete and its digest agrees; returns its chunk digests.
   * What has come is kept through every cut and abort. Throws `source/digest` with `found` if all of it came and is
   * wrong: `arrival` still holds it.
   */
  bring(arrival: Arrival, signal: AbortSignal): AsyncGenerator<DownloadEvent, Digest[], void>;
  /** One chunk whose digest is known, by itself. */
  chunk(index: number, expected: Digest, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
}

/** Where a pack is said to come from, and who else may have its files. */
export type Origin = { source: Source; mirrors: readonly string[] };

/** A file that is not in a local source comes from where the site and the mirrors have it. */
export function wayOf(
  file: WantedFile,
  shard: Shard,
  supply: Supply,
  { source, mirrors }: Origin,
  { network, outside }: { network: Network; outside: boolean },
): Way {
  const known = networkSupply(source, mirrors);
  const planned = supply.kind === 'network' ? supply : known;
  // Mirrors are named when a person installs, after the plan was made.
  const served = new Set([...planned.addresses(shard), ...known.addresses(shard)]);
  // Where a policy refuses other origins, an address there would cost minutes of retries.
  const addresses = [...served].filter((url) => outside || isOwn(url));
  const { hosts } = planned;
  const route = { addresses, network, hosts };
  const overNetwork: Way = {
    bring: (arrival, signal) => download(file, route, arrival, signal),
    chunk: (index, expected, signal) => fetchChunk(file, index, expected, route, signal),
  };
  const otherwise = addresses.length > 0 ? overNetwork : nowhere(source, file);
  if (supply.kind === 'local') return localWay(file, () => supply.open(shard), source, otherwise);
  if (supply.kind === 'feed')
    return feedWay(file, (offset, signal) => supply.read(shard, offset, signal), source);
  return otherwise;
}

function isOwn(url: string): boolean {
  return new URL(url).origin === globalThis.location?.origin;
}

/** The file, the folder or the other device is not at hand, and nobody else is known to have it. */
function nowhere(source: Source, file: WantedFile): Way {
  const gone = (): never => {
    if ('fileName' in source) return fail('archive/choose-again', { file: source.fileName });
    if (source.kind === 'peer') return fail('source/gone', { what: source.name });
    return fail('source/unreachable', { file: file.path });
  };
  return { bring: () => gone(), chunk: async () => gone() };
}
