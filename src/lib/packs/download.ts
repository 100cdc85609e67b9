import type { Digest } from '../domain/digest';
import { type AppError, appError, type ErrorShape, errorShape, toAppError } from '../domain/errors';
import type { Arrival, WantedFile } from './arrival';
import { fetchChunk } from './fetch-chunk';
import { type Intake, openIntake } from './intake';
import { isWebPageFile, type Network } from './network';
import { isAppErrorWith } from './refused';
import { attemptsFor, delayFor, pause, verdictOn } from './retry';
import { openRange, type RangeResponse } from './source';

export type DownloadEvent =
  /** Bytes received and kept, of this file. */
  | { kind: 'held'; bytes: number }
  | { kind: 'healed'; chunks: number }
  | { kind: 'waiting'; error: ErrorShape; retryInMs: number; attempt: number };

const TELL_EVERY_MS = 100;

/**
 * Brings a file from its addresses into `arrival` until it is complete and its digest agrees; returns its chunk
 * digests. Faults that may pass are retried with back-off, others move on to the next address. What was received is
 * kept through every cut: also the part of a chunk that has come, as long as this call lasts.
 */
export async function* download(
  file: WantedFile,
  addresses: readonly string[],
  arrival: Arrival,
  network: Network,
  signal: AbortSignal,
): AsyncGenerator<DownloadEvent, Digest[], void> {
  /** Addresses that still may do; the first is asked next. */
  let hopeful = [...addresses];
  let failures = 0;
  let healed = 0;
  const intake = openIntake(file, arrival, async (index, expected, address) => {
    const others = addresses.filter((other) => other !== address);
    const bytes = await fetchChunk(file, index, expected, [address, ...others], network, signal);
    healed++;
    return bytes;
  });
  const news = (): DownloadEvent[] => {
    const told = healed;
    healed = 0;
    return told > 0 ? [{ kind: 'healed', chunks: told }] : [];
  };

  let settled = false;
  try {
    let chunks = arrival.held === file.bytes ? await arrival.finish() : false;
    while (!chunks) {
      const address = hopeful[0];
      if (address === undefined) throw appError('source/unreachable', { file: file.path });
      const before = intake.position;
      try {
        chunks = yield* receive(file, address, arrival, intake, news, network, signal);
      } catch (thrown) {
        if (signal.aborted) throw signal.reason;
        const error = toAppError(thrown);
        const verdict = verdictOn(error);
        if (verdict === 'never') throw error;
        await arrival.save();
        yield { kind: 'held', bytes: intake.position };
        hopeful = verdict === 'again' ? [...hopeful.slice(1), address] : hopeful.slice(1);
        if (hopeful.length === 0) throw error;
        if (verdict === 'elsewhere') continue;
        failures = intake.position - before >= network.patience.stallBytes ? 1 : failures + 1;
        if (failures > attemptsFor(error, network.patience)) throw error;
        const retryInMs = delayFor(failures, error, network.patience);
        yield { kind: 'waiting', error: errorShape(error), retryInMs, attempt: failures };
        await pause(retryInMs, signal);
      }
    }
    settled = true;
    yield { kind: 'held', bytes: file.bytes };
    return chunks;
  } finally {
    if (!settled) await keep(arrival);
  }
}

/** Paused, cancelled or failed: what has come so far is kept for the next time. */
async function keep(arrival: Arrival): Promise<void> {
  try {
    await arrival.save();
  } catch (thrown) {
    // On a full disk there is no more to keep, and the error that brought us here is the one to tell.
    if (!isAppErrorWith(thrown, 'storage/')) throw thrown;
  }
}

/** One response, as far as it goes. Returns the chunk digests if that completes the file. */
async function* receive(
  file: WantedFile,
  address: string,
  arrival: Arrival,
  intake: Intake,
  news: () => DownloadEvent[],
  network: Network,
  signal: AbortSignal,
): AsyncGenerator<DownloadEvent, Digest[], void> {
  const response = await open(file, address, arrival, intake, network, signal);
  let toldAt = 0;
  try {
    for await (const piece of response.body) {
      await intake.take(piece, address);
      yield* news();
      const now = performance.now();
      if (now - toldAt < TELL_EVERY_MS) continue;
      toldAt = now;
      yield { kind: 'held', bytes: intake.position };
    }
    const host = new URL(address).host;
    if (intake.position < file.bytes) {
      throw appError('source/too-short', { host, file: file.path, bytes: file.bytes, got: intake.position });
    }
    const chunks = await arrival.finish();
    if (!chunks) throw appError('source/digest', { host, file: file.path });
    return chunks;
  } catch (thrown) {
    throw renamed(toAppError(thrown), response.claimedBytes, file, signal);
  } finally {
    response.close();
  }
}

async function open(
  file: WantedFile,
  address: string,
  arrival: Arrival,
  intake: Intake,
  network: Network,
  signal: AbortSignal,
): Promise<RangeResponse> {
  for (;;) {
    const etag = arrival.etags.get(address);
    const range = {
      url: address,
      offset: intake.position,
      end: file.bytes,
      etag,
      webPage: isWebPageFile(file.path),
    };
    const response = await openRange(range, network, signal);
    if (response.sameVersion || file.chunks) {
      if (response.etag) arrival.etags.set(address, response.etag);
      return response;
    }
    // The publisher has changed the file, and nothing tells which of the bytes held are in the new one too.
    response.close();
    intake.forget();
    await arrival.restart();
  }
}

/** Wrong bytes from a server that announced more of them than the manifest does: that is the better name for it. */
function renamed(error: AppError, claimed: number | null, file: WantedFile, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error.code !== 'source/digest' || claimed === null || claimed <= file.bytes) return error;
  return appError('source/too-long', { ...error.details, claimed, bytes: file.bytes });
}
