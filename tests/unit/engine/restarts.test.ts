import { describe, expect, it } from 'vitest';
import { appError } from '../../../src/lib/domain/errors';
import { Restarts } from '../../../src/lib/engine/restarts';

describe('Restarts', () => {
  it('G4: allows one, and the next only after a minute', () => {
    let now = 0;
    const restarts = new Restarts(() => now);
    expect(restarts.allow(appError('device/gpu-lost'))).toBe(true);
    now = 59_000;
    expect(restarts.allow(appError('engine/worker-died'))).toBe(false);
    now = 60_000;
    expect(restarts.allow(appError('engine/worker-hung'))).toBe(true);
  });

  it('does not answer other errors by a restart', () => {
    const restarts = new Restarts(() => 0);
    for (const code of ['engine/too-long', 'pack/corrupt', 'device/gpu-memory'] as const) {
      expect(restarts.allow(appError(code))).toBe(false);
    }
    expect(restarts.allow(new DOMException('aborted', 'AbortError'))).toBe(false);
  });
});
