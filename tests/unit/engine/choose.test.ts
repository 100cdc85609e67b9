import { describe, expect, it } from 'vitest';
import type { DeviceReport, GpuReport } from '../../../src/lib/domain/device';
import { GPU_REQUIREMENTS } from '../../../src/lib/domain/device';
import type { LibraryTarget, PackManifest } from '../../../src/lib/domain/pack';
import { chooseEngine } from '../../../src/lib/engine/choose';

const limits = { ...GPU_REQUIREMENTS };
const none: GpuReport = { kind: 'none', reason: 'no-adapter' };
const absent: GpuReport = { kind: 'none', reason: 'no-api' };
const small: GpuReport = {
  kind: 'too-small',
  name: 'old',
  shortfalls: [{ limit: 'maxStorageBuffersPerShaderStage', has: 8, needs: 10 }],
};
const software: GpuReport = { kind: 'software', name: 'SwiftShader', shaderF16: false, limits };
const gpu: GpuReport = { kind: 'gpu', name: 'some GPU', shaderF16: true, limits };

function report(gpuReport: GpuReport): DeviceReport {
  const storage = { opfs: true, quotaBytes: null, usedBytes: null, persisted: null };
  return {
    gpu: gpuReport,
    cpu: true,
    cpuThreads: 1,
    crossOriginIsolated: false,
    memoryGiB: null,
    mobile: false,
    storage,
  };
}

function pack(...targets: LibraryTarget[]): PackManifest {
  const shards = targets.map((target) => ({ path: `${target}.wasm.gz`, role: 'library', target }));
  return { shards } as unknown as PackManifest;
}

const both = pack('gpu', 'software');

describe('chooseEngine', () => {
  it('G1: takes the CPU, and says why, where there is no usable GPU', () => {
    expect(chooseEngine(report(absent), both)).toEqual({ engine: 'cpu', reason: 'no-webgpu' });
    expect(chooseEngine(report(none), both)).toEqual({ engine: 'cpu', reason: 'no-adapter' });
    expect(chooseEngine(report(small), both)).toEqual({ engine: 'cpu', reason: 'gpu-too-small' });
    expect(chooseEngine(report(software), both)).toEqual({ engine: 'cpu', reason: 'software-adapter' });
  });

  it('takes the GPU where there is one and the pack has a library for it', () => {
    expect(chooseEngine(report(gpu), both)).toEqual({
      engine: 'gpu',
      target: 'gpu',
      reason: 'gpu-available',
    });
    expect(chooseEngine(report(gpu), pack())).toEqual({ engine: 'cpu', reason: 'no-library' });
  });

  it('G3: takes the library that was made for the adapter, and no other', () => {
    expect(chooseEngine(report(software), both, 'gpu')).toEqual({
      engine: 'gpu',
      target: 'software',
      reason: 'asked-for',
    });
    expect(chooseEngine(report(gpu), pack('software'), 'gpu')).toEqual({
      engine: 'cpu',
      reason: 'no-library',
    });
  });

  it('follows what was asked for, as far as it can be had', () => {
    expect(chooseEngine(report(gpu), both, 'cpu')).toEqual({ engine: 'cpu', reason: 'asked-for' });
    expect(chooseEngine(report(gpu), both, 'gpu')).toMatchObject({ engine: 'gpu', reason: 'asked-for' });
    expect(chooseEngine(report(none), both, 'gpu')).toEqual({ engine: 'cpu', reason: 'no-adapter' });
  });

  it('G3: a library in f16 is not taken for a GPU without it, and the reason says so', () => {
    const f16 = { ...both, requires: { shaderF16: true } };
    const without = { ...gpu, shaderF16: false } as GpuReport;
    expect(chooseEngine(report(gpu), f16)).toMatchObject({ engine: 'gpu', target: 'gpu' });
    expect(chooseEngine(report(without), f16)).toEqual({ engine: 'cpu', reason: 'no-f16' });
    const folder = { ...f16, layout: 'mlc' as const };
    expect(chooseEngine(report(without), folder)).toEqual({ engine: 'cpu', reason: 'no-f16', runs: false });
  });

  it('runs an MLC folder on the GPU or not at all, whatever was asked for', () => {
    const folder = { ...pack('gpu'), layout: 'mlc' as const };
    expect(chooseEngine(report(gpu), folder)).toEqual({
      engine: 'gpu',
      target: 'gpu',
      reason: 'gpu-available',
    });
    expect(chooseEngine(report(gpu), folder, 'cpu')).toMatchObject({ engine: 'gpu' });
    for (const missing of [none, absent, small, software]) {
      expect(chooseEngine(report(missing), folder)).toEqual({
        engine: 'cpu',
        reason: 'mlc-needs-gpu',
        runs: false,
      });
    }
    // The one library that it has runs on an emulated GPU too, slowly, where somebody asks for it.
    expect(chooseEngine(report(software), folder, 'gpu')).toEqual({
      engine: 'gpu',
      target: 'gpu',
      reason: 'asked-for',
    });
    expect(chooseEngine(report(gpu), { ...pack(), layout: 'mlc' })).toMatchObject({
      reason: 'no-library',
      runs: false,
    });
  });
});
