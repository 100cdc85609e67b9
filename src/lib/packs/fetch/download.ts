import type { Digest } from '../../domain/digest';
import { type AppError, appError, type ErrorShape, errorShape, toAppError } from '../../domain/errors';
import type { Arrival, WantedFile } from './arrival';
import { fetchChunk, type Route } from './fetch-chunk';
import { type Intake, openIntake } from './intake';
import { isWebPageFile } from '../line/network';
import { isAppErrorWith } from '../form/refused';
import { attemptsFor, delayFor, pause, verdictOn } from '../line/retry';
import { openRange, type RangeResponse } from '../line/source';

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
  route: Route,
  arrival: Arrival,
  signal: AbortSignal,
): AsyncGenerator<DownloadEvent, Digest[], void> {
  const { addresses, network } = route;
  /** Addresses that still may do; the first is asked next. */
  let hopeful = network.hosts.inTurn(addresses);
  let failures = 0;
  let healed = 0;
  const intake = openIntake(file, arrival, async (index, expected, address) => {
    const others = addresses.filter((other) => other !== address);
    const bytes = await fetchChunk(
      file,
      index,
      expected,
      { ...route, addresses: [address, ...others] },
      signal,
    );
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
    let chunks = await complete(file, arrival);
    while (!chunks) {
      const address = hopeful[0];
      if (address === undefined) throw appError('source/unreachable', { file: file.path });
      const before = intake.position;
      try {
        chunks = yield* receive(file, address, route, arrival, intake, news, signal);
      } catch (thrown) {
        if (signal.aborted) throw signal.reason;
        const error = toAppError(thrown);
        const verdict = verdictOn(error);
        if (verdict === 'never') throw error;
        await arrival.save();
        yield { kind: 'held', bytes: intake.position };
        if (isSilence(error) && intake.position === before) network.hosts.lost(address);
        hopeful = verdict === 'again' ? [...hopeful.slice(1), address] : hopeful.slice(1);
        if (hopeful.length === 0) throw error;
        // All of it came and is another file: the next address begins afresh.
        if (arrival.isAnother) await arrival.restart();
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

/** No answer at all, or none for too long: what a server says is an answer. */
function isSilence({ code }: AppError): boolean {
  return code === 'source/unreachable' || code === 'source/stalled';
}

/** The chunk digests of a file that had come whole before. One that was another file is begun afresh. */
async function complete(file: WantedFile, arrival: Arrival): Promise<Digest[] | undefined> {
  if (arrival.held !== file.bytes) return undefined;
  const end = await arrival.finish();
  if ('chunks' in end) return end.chunks;
  await arrival.restart();
  return undefined;
}

/** Paused, cancelled or failed: what has come so far is kept for the next time. */
export async function keep(arrival: Arrival): Promise<void> {
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
  route: Route,
  arrival: Arrival,
  intake: Intake,
  news: () => DownloadEvent[],
  signal: AbortSignal,
): AsyncGenerator<DownloadEvent, Digest[], void> {
  const response = await open(file, address, route, arrival, intake, signal);
  route.network.hosts.answered(address);
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
    const end = await arrival.finish();
    if ('found' in end) throw appError('source/digest', { host, file: file.path, found: end.found });
    return end.chunks;
  } catch (thrown) {
    throw renamed(toAppError(thrown), response.claimedBytes, file, signal);
  } finally {
    response.close();
  }
}

async function open(
  file: WantedFile,
  address: string,
  { hosts, network }: Route,
  arrival: Arrival,
  intake: Intake,
  signal: AbortSignal,
): Promise<RangeResponse> {
  const webPage = isWebPageFile(file.path);
  for (;;) {
    const etag = arrival.etags.get(address);
    const range = { url: address, offset: intake.position, end: file.bytes, etag, webPage, hosts };
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
