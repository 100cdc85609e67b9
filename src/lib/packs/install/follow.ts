import type { Digest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import { heldAs, type Release, tryLock, waitForLock } from '../store/locks';

const CHANNEL = 'haversack:packs';
type News = { sha256: Digest; held: number };

/** Tells other tabs how far a file has come. */
export function announcer(sha256: Digest): { tell(held: number): void; close(): void } {
  const channel = new BroadcastChannel(CHANNEL);
  return {
    tell: (held) => channel.postMessage({ sha256, held } satisfies News),
    close: () => channel.close(),
  };
}

/**
 * The writer's lock of a blob. While another tab has it, yields how many bytes that tab holds, and takes over when
 * it ends, whether it finished, failed or was killed. Throws `pack/in-use` if an engine reads the blob, AbortError
 * on an abort.
 */
export async function* lockToWrite(
  sha256: Digest,
  signal: AbortSignal,
): AsyncGenerator<number | undefined, Release, void> {
  signal.throwIfAborted();
  if ((await heldAs(sha256)) !== 'exclusive') {
    const free = await tryLock(sha256, 'exclusive');
    if (free) return free;
    // Readers: nobody is about to finish this file.
    if ((await heldAs(sha256)) === 'shared') return fail('pack/in-use', { sha256 });
  }
  const channel = new BroadcastChannel(CHANNEL);
  let held: number | undefined;
  let wake = () => {};
  let outcome: { release: Release } | { error: unknown } | undefined;
  channel.onmessage = (event: MessageEvent<News>) => {
    if (event.data.sha256 !== sha256) return;
    held = event.data.held;
    wake();
  };
  void waitForLock(sha256, 'exclusive', signal)
    .then(
      (release) => (outcome = { release }),
      (error: unknown) => (outcome = { error }),
    )
    .then(() => wake());
  try {
    yield undefined;
    for (;;) {
      if (outcome) {
        if ('error' in outcome) throw outcome.error;
        return outcome.release;
      }
      await new Promise<void>((resolve) => (wake = resolve));
      if (!outcome) yield held;
    }
  } finally {
    channel.close();
  }
}
