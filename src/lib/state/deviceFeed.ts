import { errorShape, isAbort, toAppError } from '../domain/errors';
import type { PlannedPack } from '../domain/plan';
import type { FeedRequest } from '../packs/peer/feeds';
import type { PacksService } from '../packs/service';
import type { Receiver } from '../peer/receiver';
import type { Connection } from '../wire/connect';
import type { FileProgress } from './deviceSend.svelte';

const SHOW_EVERY_MS = 150;

/**
 * Between the worker that installs a pack and the line to the other device: reads what the worker asks for, and hands on
 * what comes, a piece at a time, so that neither side is ahead of the disk. Settles when `down` aborts.
 */
export async function bringFiles(
  packs: Connection<PacksService>,
  { packId, manifest }: PlannedPack,
  receiver: Receiver,
  show: (file: FileProgress) => void,
  down: AbortSignal,
): Promise<void> {
  const running = new Map<number, AbortController>();

  async function bring({ id, sha256, offset }: Extract<FeedRequest, { kind: 'read' }>): Promise<void> {
    const stop = new AbortController();
    running.set(id, stop);
    const shard = manifest.shards.find((file) => file.sha256 === sha256);
    const path = shard?.path ?? '';
    let position = offset;
    let shownAt = 0;
    const take = async (bytes: Uint8Array) => {
      const { wanted } = await packs.call('feed', { id, bytes });
      if (!wanted) stop.abort(new DOMException('not wanted', 'AbortError'));
      position += bytes.length;
      const now = performance.now();
      if (now - shownAt < SHOW_EVERY_MS && position !== shard?.bytes) return;
      shownAt = now;
      show({ path, position, bytes: shard?.bytes ?? 0 });
    };
    try {
      await receiver.read({ sha256, offset }, take, stop.signal);
      await packs.call('feed', { id, bytes: null });
    } catch (thrown) {
      if (!isAbort(thrown))
        await packs.call('feed', { id, bytes: null, error: errorShape(toAppError(thrown)) });
    } finally {
      running.delete(id);
    }
  }

  try {
    for await (const request of packs.stream('feedRequests', { packId }, down)) {
      if (request.kind === 'stop') running.get(request.id)?.abort(new DOMException('stopped', 'AbortError'));
      else
        void bring(request).catch((thrown: unknown) => {
          if (!isAbort(thrown)) throw thrown;
        });
    }
  } finally {
    for (const stop of running.values()) stop.abort(new DOMException('the line is down', 'AbortError'));
  }
}
