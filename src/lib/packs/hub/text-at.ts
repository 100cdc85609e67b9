import { MIB } from '../../domain/bytes';
import { fail, toAppError } from '../../domain/errors';
import type { Shard } from '../../domain/pack';
import { isWebPageFile, type Network } from '../line/network';
import { sha256 } from '../form/sha256';
import { fetchSmall } from '../line/source';
import type { Supply } from '../fetch/supply';

/** Longest text shown: the longest licence in use is under 100 kB. */
const MOST_BYTES = MIB;

/** A small text of a pack that is not here yet, from the first of its addresses that serves the right bytes. */
export async function textAt(
  { addresses, hosts }: Supply & { kind: 'network' },
  shard: Shard,
  network: Network,
  signal: AbortSignal,
): Promise<string> {
  const { path, bytes: size } = shard;
  if (size > MOST_BYTES) return fail('source/too-long', { file: path, bytes: size });
  let last: unknown;
  for (const url of addresses(shard)) {
    try {
      const webPage = isWebPageFile(path);
      const bytes = Uint8Array.from(await fetchSmall(url, size, network, signal, hosts, webPage));
      if ((await sha256(bytes)) === shard.sha256) return new TextDecoder().decode(bytes);
      fail('source/digest', { host: new URL(url).host, file: path });
    } catch (thrown) {
      if (signal.aborted) throw signal.reason;
      last = toAppError(thrown);
    }
  }
  throw last ?? fail('source/unreachable', { file: path });
}
