import { expect, it } from 'vitest';
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

it('says that another tab downloads, and keeps saying so', async () => {
  const { states } = await shown(
    [plan, { kind: 'following' }, { kind: 'progress', heldBytes: 60, totalBytes: 100, file: '' }],
    installed,
  );
  expect(states.at(-1)).toMatchObject({ kind: 'running', following: true, heldBytes: 60 });
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
