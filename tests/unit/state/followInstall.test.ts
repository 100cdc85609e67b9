import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import { appError, errorShape } from '../../../src/lib/domain/errors';
import type { InstallEvent, InstallResult, InstallState } from '../../../src/lib/domain/install';
import { followInstall } from '../../../src/lib/state/followInstall';

const packId = 'a'.repeat(64) as Digest;
const plan: InstallEvent = { kind: 'plan', packId, totalBytes: 100, heldBytes: 10, toFetch: 90, files: 1 };
const installed: InstallResult = {
  kind: 'installed',
  verification: { packId, checkedAt: '', checks: [], verdict: 'verified' },
};

/** What is shown while an installation says `events` and then ends so. */
async function shown(
  events: InstallEvent[],
  end: InstallResult | Error,
): Promise<{ done: boolean; states: InstallState[] }> {
  const states: InstallState[] = [];
  const done = await followInstall(
    async function* () {
      yield* events;
      if (end instanceof Error) throw end;
      return end;
    },
    new AbortController().signal,
    (state) => states.push(state),
  );
  return { done, states };
}

it('begins with planning and follows plan and progress', async () => {
  const { done, states } = await shown(
    [plan, { kind: 'progress', heldBytes: 60, totalBytes: 100, file: 'model.gguf' }],
    installed,
  );
  expect(done).toBe(true);
  expect(states.map(({ kind }) => kind)).toEqual(['planning', 'running', 'running']);
  expect(states[2]).toMatchObject({
    heldBytes: 60,
    totalBytes: 100,
    following: false,
    bytesPerSecond: null,
    secondsLeft: null,
  });
});

it('says that another tab downloads for as long as that tab does', async () => {
  const progress = (heldBytes: number): InstallEvent => ({
    kind: 'progress',
    heldBytes,
    totalBytes: 100,
    file: '',
  });
  const { states } = await shown(
    [plan, { kind: 'following' }, progress(60), { kind: 'following', over: true }, progress(70)],
    installed,
  );
  expect(states.filter(({ kind }) => kind === 'running')).toMatchObject([
    { following: false, heldBytes: 10 },
    { following: true, heldBytes: 10 },
    { following: true, heldBytes: 60 },
    { following: false, heldBytes: 60 },
    { following: false, heldBytes: 70 },
  ]);
});

describe('speed and time left', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const MB = 1_000_000;
  const at = (heldMb: number): InstallEvent => ({
    kind: 'progress',
    heldBytes: heldMb * MB,
    totalBytes: 1000 * MB,
    file: '',
  });

  /** Says these after as many ms each, and goes on for ever. */
  async function follow(steps: [number, InstallEvent][], until: number): Promise<InstallState[]> {
    const states: InstallState[] = [];
    const over = new AbortController();
    const following = followInstall(
      async function* (signal) {
        for (const [ms, event] of steps) {
          await new Promise((resolve) => setTimeout(resolve, ms));
          yield event;
        }
        return new Promise<never>((_, reject) =>
          signal.addEventListener('abort', () => reject(new DOMException('over', 'AbortError'))),
        );
      },
      over.signal,
      (state) => states.push(state),
    );
    await vi.advanceTimersByTimeAsync(until);
    over.abort();
    await following;
    return states.slice(0, -1);
  }
  const steps = (mbEach: number[], ms = 1000): [number, InstallEvent][] => {
    let held = 0;
    return mbEach.map((mb) => [ms, at((held += mb))]);
  };

  it('time left does not jump when the line comes in gusts', async () => {
    const gusts = Array.from({ length: 40 }, (_, n) => (n % 8 < 4 ? 8 : 2));
    const states = await follow(steps(gusts), 40_500);
    const left = states.flatMap((state) =>
      state.kind === 'running' && state.secondsLeft !== null && state.heldBytes > 120 * MB
        ? [state.secondsLeft + state.heldBytes / (5 * MB)]
        : [],
    );
    expect(left.length).toBeGreaterThan(10);
    // 5 MB/s in the long run: 200 s in all, whichever gust is blowing.
    expect(Math.max(...left) - Math.min(...left)).toBeLessThan(50);
  });

  it('a line that has gone quiet loses its speed, and promises no end', async () => {
    const states = await follow(steps([5, 5, 5, 5, 5, 5]), 16_000);
    expect(states.find((state) => 'bytesPerSecond' in state && state.bytesPerSecond)).toBeDefined();
    expect(states.at(-1)).toMatchObject({ kind: 'running', bytesPerSecond: 0, secondsLeft: null });
  });

  it('after a wait for the line, the wait does not count as its speed', async () => {
    const waiting: InstallEvent = {
      kind: 'waiting',
      error: errorShape(appError('source/unreachable')),
      retryInMs: 4000,
      attempt: 1,
    };
    const states = await follow([...steps([5, 5, 5]), [10, waiting], [4000, at(20)], [1000, at(25)]], 8500);
    const after = states.slice(states.findIndex(({ kind }) => kind === 'waiting') + 1);
    expect(after[0]).toMatchObject({ kind: 'running', bytesPerSecond: null });
    expect(after.at(-1)).toMatchObject({ kind: 'running', bytesPerSecond: 5 * MB });
  });
});

it('a network that is down is a state with the bytes that are held, not an end', async () => {
  const error = errorShape(appError('source/unreachable'));
  const { done, states } = await shown(
    [plan, { kind: 'waiting', error, retryInMs: 4000, attempt: 1 }],
    installed,
  );
  expect(states.at(-1)).toEqual({ kind: 'waiting', heldBytes: 10, totalBytes: 100, error, retryInMs: 4000 });
  expect(done).toBe(true);
});

it('a pause keeps what has arrived, whether it comes as a result or as an abort', async () => {
  for (const end of [{ kind: 'cancelled' } as const, new DOMException('paused', 'AbortError')]) {
    const { done, states } = await shown([plan], end);
    expect(done).toBe(false);
    expect(states.at(-1)).toEqual({ kind: 'paused', heldBytes: 10, totalBytes: 100 });
  }
});

it('a failure is a state with its code, and what nobody foresaw is bug/unexpected', async () => {
  for (const [end, code] of [
    [appError('storage/quota', { needed: 90, available: 5 }), 'storage/quota'],
    [new RangeError('?'), 'bug/unexpected'],
  ] as const) {
    const { done, states } = await shown([plan], end);
    expect(done).toBe(false);
    expect(states.at(-1)).toMatchObject({ kind: 'failed', heldBytes: 10, totalBytes: 100, error: { code } });
  }
});
