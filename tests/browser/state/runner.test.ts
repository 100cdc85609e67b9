import { describe, expect, it } from 'vitest';
import type { GpuReport } from '../../../src/lib/domain/device';
import type { LoadRequest } from '../../../src/lib/domain/engine';
import { appError } from '../../../src/lib/domain/errors';
import { bench, gemma, HAS_GPU, NEVER, plainly, PROMPT, said, smol } from './runner-bench';
import { gate } from './scripted';

describe('the runner', () => {
  it('loads once for many texts, and says where it stands', async () => {
    const { runner, log } = bench();
    expect(runner.status).toEqual({ kind: 'idle' });
    expect(await said(runner, smol)).toBe('SmolLM2 135M on gpu');
    await said(runner, smol);
    expect(log).toEqual(['load SmolLM2 135M gpu']);
    expect(runner.status).toMatchObject({
      kind: 'ready',
      packId: smol.packId,
      choice: { engine: 'gpu', reason: 'gpu-available' },
      contextTokens: 4096,
    });
  });

  it('shows the load, the reading and the writing, and the pace afterwards', async () => {
    const loading = gate();
    const reading = gate();
    const { runner } = bench({
      load: () => loading.hold,
      say: async function* (session) {
        await reading.hold;
        yield* plainly(session);
      },
    });
    const running = runner.generate(smol, PROMPT, NEVER);
    const first = running.next();
    await expect.poll(() => runner.status).toMatchObject({ kind: 'loading', progress: { stage: 'weights' } });
    expect(runner.busy).toBe(true);
    loading.release();
    await expect.poll(() => runner.activity).toBe('reading');
    reading.release();
    expect((await first).value).toEqual({ kind: 'start', promptTokens: 3 });
    await running.next();
    expect([runner.activity, runner.busy]).toEqual(['writing', true]);
    await running.next();
    await running.next();
    expect([runner.activity, runner.busy, runner.pace]).toEqual([null, false, { tokens: 5, perSecond: 2 }]);
  });

  it('keeps one model at a time: another pack ends the one before', async () => {
    const { runner, log } = bench();
    await said(runner, smol);
    await said(runner, gemma);
    await said(runner, smol);
    expect(log).toEqual([
      'load SmolLM2 135M gpu',
      'close SmolLM2 135M gpu',
      'load Gemma 3 270M gpu',
      'close Gemma 3 270M gpu',
      'load SmolLM2 135M gpu',
    ]);
  });

  it('loads again when the person chooses another engine', async () => {
    const { runner, log, prefer } = bench();
    await said(runner, smol);
    prefer('cpu');
    expect(await said(runner, smol)).toBe('SmolLM2 135M on cpu');
    expect(log.at(-2)).toBe('close SmolLM2 135M gpu');
    expect(runner.status).toMatchObject({ choice: { engine: 'cpu', reason: 'asked-for' } });
  });

  it('lets its model go when asked', async () => {
    const { runner, log } = bench();
    await said(runner, smol);
    await runner.release();
    await runner.release();
    expect([runner.status.kind, log.at(-1), log.length]).toEqual(['idle', 'close SmolLM2 135M gpu', 2]);
  });
});

describe('G10: two pages at once', () => {
  it('texts of one pack wait for one load, first in, first out', async () => {
    const loading = gate();
    const { runner, log } = bench({ load: () => loading.hold });
    const order: number[] = [];
    const both = [1, 2].map((n) => said(runner, smol).then(() => order.push(n)));
    await expect.poll(() => runner.status.kind).toBe('loading');
    loading.release();
    await Promise.all(both);
    expect([log, order]).toEqual([['load SmolLM2 135M gpu'], [1, 2]]);
  });

  it('a text that is being written is not ended by one for another pack', async () => {
    const { hold, release } = gate();
    const { runner, log } = bench({
      say: async function* (session) {
        yield { kind: 'delta', text: 'Dear ' };
        if (session.request.manifest.name === smol.manifest.name) await hold;
        yield* plainly(session);
      },
    });
    const draft = said(runner, smol);
    await expect.poll(() => runner.activity).toBe('writing');
    const translation = said(runner, gemma);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(log).toEqual(['load SmolLM2 135M gpu']);
    release();
    expect(await Promise.all([draft, translation])).toEqual([
      'Dear SmolLM2 135M on gpu',
      'Dear Gemma 3 270M on gpu',
    ]);
  });

  it('a text that waits for its turn can be stopped', async () => {
    const { hold, release } = gate();
    const { runner, log } = bench({ load: () => hold });
    const first = said(runner, smol);
    const stopping = new AbortController();
    const second = said(runner, gemma, stopping.signal);
    stopping.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    release();
    await first;
    expect(log).toEqual(['load SmolLM2 135M gpu']);
  });
});

describe('a load is marked while it lasts', () => {
  it('and no longer, whether it ends well or not', async () => {
    const loading = gate();
    const { runner, marked } = bench({ load: () => loading.hold });
    const running = said(runner, smol);
    await expect.poll(() => marked).toEqual(['SmolLM2 135M gpu']);
    loading.release();
    await running;
    expect(marked).toEqual([]);
  });

  it('a load that fails or is stopped leaves no mark', async () => {
    const seen: string[][] = [];
    const { runner, marked } = bench({
      load: async () => {
        seen.push([...marked]);
        throw appError('storage/unavailable');
      },
    });
    await expect(said(runner, smol)).rejects.toMatchObject({ code: 'storage/unavailable' });
    expect([seen, marked]).toEqual([[['SmolLM2 135M gpu']], []]);
  });
});

describe('a load that fails', () => {
  const onGpu =
    (error: Error): ((request: LoadRequest) => Promise<void>) =>
    async ({ choice }) => {
      if (choice.engine === 'gpu') throw error;
    };

  it.each([
    'device/gpu-lost',
    'device/gpu-memory',
    'engine/load-failed',
    'engine/worker-hung',
    'gguf/unsupported',
  ] as const)('G11: for %s the CPU takes over, says so, and is not asked twice', async (code) => {
    const { runner, log } = bench({ load: onGpu(appError(code)) });
    expect(await said(runner, smol)).toBe('SmolLM2 135M on cpu');
    await said(runner, smol);
    expect(log).toEqual(['load SmolLM2 135M gpu', 'load SmolLM2 135M cpu']);
    expect(runner.status).toMatchObject({ choice: { engine: 'cpu', reason: 'gpu-failed' } });
  });

  it('after the GPU failed the CPU is kept, until the person asks for the GPU by name', async () => {
    const { runner, log, prefer } = bench({ load: onGpu(appError('device/gpu-lost')) });
    await said(runner, smol);
    prefer('cpu');
    await said(runner, smol);
    expect(log).toEqual(['load SmolLM2 135M gpu', 'load SmolLM2 135M cpu']);
    prefer('gpu');
    await expect(said(runner, smol)).rejects.toMatchObject({ code: 'device/gpu-lost' });
    expect(log.slice(2)).toEqual(['close SmolLM2 135M cpu', 'load SmolLM2 135M gpu']);
  });

  it.each(['pack/corrupt', 'pack/missing', 'storage/unavailable', 'gguf/truncated'] as const)(
    'S7: %s is told and not tried again on the CPU, which would read the same file',
    async (code) => {
      const { runner, log } = bench({ load: onGpu(appError(code)) });
      await expect(said(runner, smol)).rejects.toMatchObject({ code });
      const damaged = code.startsWith('pack/') ? ['damaged SmolLM2 135M'] : [];
      expect(log).toEqual(['load SmolLM2 135M gpu', ...damaged]);
      expect([runner.status.kind, runner.busy]).toEqual(['idle', false]);
    },
  );

  it('a GPU that was asked for is not replaced behind the person’s back', async () => {
    const { runner, log, prefer } = bench({ load: onGpu(appError('device/gpu-lost')) });
    prefer('gpu');
    await expect(said(runner, smol)).rejects.toMatchObject({ code: 'device/gpu-lost' });
    expect(log).toEqual(['load SmolLM2 135M gpu']);
  });

  it('a stop while loading is no failure: nothing else is tried, and the next text loads', async () => {
    const { runner, log } = bench({
      load: (_, { signal }) =>
        log.length > 1
          ? Promise.resolve()
          : new Promise((_, reject) =>
              signal.addEventListener('abort', () => reject(signal.reason as Error)),
            ),
    });
    const stopping = new AbortController();
    const running = said(runner, smol, stopping.signal);
    await expect.poll(() => runner.status.kind).toBe('loading');
    stopping.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect([log.length, runner.status.kind]).toEqual([1, 'idle']);
    expect(await said(runner, smol)).toBe('SmolLM2 135M on gpu');
  });

  it('without a GPU it goes to the CPU at once', async () => {
    for (const [gpu, reason] of [
      [{ kind: 'none', reason: 'no-api' }, 'no-webgpu'],
      [{ ...HAS_GPU, kind: 'software' }, 'software-adapter'],
    ] as [GpuReport, string][]) {
      const { runner, log } = bench({ gpu });
      await said(runner, smol);
      expect(log).toEqual(['load SmolLM2 135M cpu']);
      expect(runner.status).toMatchObject({ choice: { reason } });
    }
  });
});
