import { describe, expect, it } from 'vitest';
import { GPU_REQUIREMENTS } from '../../../src/lib/domain/device';
import { cpuThreads, probeDevice, type ProbedNavigator } from '../../../src/lib/engine/probe';

type Info = { vendor?: string; architecture?: string; description?: string; isFallbackAdapter?: boolean };

function device(info: Info, limits = {}): ProbedNavigator {
  const adapter = {
    info: { vendor: '', architecture: '', device: '', description: '', ...info },
    limits: { ...GPU_REQUIREMENTS, ...limits },
    features: new Set(['shader-f16']),
  } as unknown as GPUAdapter;
  return { gpu: { requestAdapter: () => Promise.resolve(adapter) } };
}

describe('probeDevice', () => {
  it('G1: tells a missing API from a missing adapter', async () => {
    expect((await probeDevice({}, false)).gpu).toEqual({ kind: 'none', reason: 'no-api' });
    const refusing = { gpu: { requestAdapter: () => Promise.resolve(null) } };
    expect((await probeDevice(refusing, false)).gpu).toEqual({ kind: 'none', reason: 'no-adapter' });
    const throwing = { gpu: { requestAdapter: () => Promise.reject(new DOMException('lost')) } };
    expect((await probeDevice(throwing, false)).gpu).toEqual({ kind: 'none', reason: 'no-adapter' });
  });

  it('asks again where a fresh browser has no adapter at first', async () => {
    const there = device({ vendor: 'nvidia' });
    let asked = 0;
    const late = {
      gpu: { requestAdapter: () => (++asked < 3 ? Promise.resolve(null) : there.gpu!.requestAdapter()) },
    };
    expect((await probeDevice(late, false)).gpu).toMatchObject({ kind: 'gpu', name: 'nvidia' });
    expect(asked).toBe(3);
  });

  it('recognises adapters that compute on the CPU', async () => {
    for (const info of [
      { vendor: 'google', architecture: 'swiftshader' },
      { description: 'llvmpipe (LLVM 19)' },
      { description: 'Microsoft Basic Render Driver' },
      { vendor: 'x', isFallbackAdapter: true },
    ]) {
      expect((await probeDevice(device(info), false)).gpu.kind).toBe('software');
    }
    expect(
      (await probeDevice(device({ vendor: 'apple', architecture: 'metal-3' }), false)).gpu,
    ).toMatchObject({
      kind: 'gpu',
      name: 'apple metal-3',
      shaderF16: true,
    });
  });

  it('names the limits that fall short', async () => {
    const { gpu } = await probeDevice(device({}, { maxStorageBuffersPerShaderStage: 9 }), false);
    expect(gpu).toMatchObject({
      kind: 'too-small',
      shortfalls: [{ limit: 'maxStorageBuffersPerShaderStage', has: 9, needs: 10 }],
    });
  });

  it('leaves a core free, and uses one thread without isolation', () => {
    expect(cpuThreads(8, true)).toBe(7);
    expect(cpuThreads(1, true)).toBe(1);
    expect(cpuThreads(undefined, true)).toBe(1);
    expect(cpuThreads(8, false)).toBe(1);
  });

  it('tells whether the CPU engine can run: where WebAssembly has no 64-bit memory, or there is none, it cannot', async () => {
    const { WebAssembly: real } = globalThis;
    // A number is wanted: what a browser without the proposal does with a bigint.
    const older = function ({ initial }: { initial: number }) {
      Math.max(initial);
    };
    try {
      Object.assign(globalThis, { WebAssembly: { Memory: older } });
      expect((await probeDevice({}, false)).cpu).toBe(false);
      Reflect.deleteProperty(globalThis, 'WebAssembly');
      expect((await probeDevice({}, false)).cpu).toBe(false);
    } finally {
      Object.defineProperty(globalThis, 'WebAssembly', { value: real, configurable: true, writable: true });
    }
  });

  it('reports storage as absent where asking for it fails', async () => {
    const refused = () => Promise.reject(new DOMException('private window'));
    const storage = { getDirectory: refused, estimate: refused, persisted: refused };
    expect((await probeDevice({ storage }, false)).storage).toEqual({
      opfs: false,
      quotaBytes: null,
      usedBytes: null,
      persisted: null,
    });
  });
});
