import { expect, it } from 'vitest';
import { connect } from '../../../src/lib/wire/connect';
import type { EngineService } from '../../../src/lib/engine/service';
import { spawnEngine } from './support';

it.each(['cpu', 'gpu'] as const)(
  'the %s engine’s worker is refused the network by its policy',
  async (kind) => {
    const worker = spawnEngine(kind);
    const connection = connect<EngineService>(worker);
    expect(await connection.call('reachNetwork', null)).toBe(false);
    worker.terminate();
  },
);
