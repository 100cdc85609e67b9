import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  type DeviceReport,
  GPU_REQUIREMENTS,
  type GpuReport,
} from '../../../src/lib/domain/device';
import { assess } from '../../../src/lib/engine/assess';

const limits = { ...GPU_REQUIREMENTS };
const gpu: GpuReport = { kind: 'gpu', name: 'some GPU', shaderF16: true, limits };
const storage = { opfs: true, quotaBytes: null, usedBytes: null, persisted: null };
const desktop: DeviceReport = {
  gpu,
  cpu: true,
  cpuThreads: 4,
  crossOriginIsolated: true,
  memoryGiB: 8,
  mobile: false,
  storage,
};
const small: Candidate = { memoryBytes: 328e6, weightsBytes: 98e6, layout: 'gguf', hasLibrary: true };
const none: GpuReport = { kind: 'none', reason: 'no-api' };
const on = (device: Partial<DeviceReport>, model: Partial<Candidate> = {}) =>
  assess({ ...small, ...model }, { ...desktop, ...device });

describe('will it run here?', () => {
  it('fits where a GPU takes it', () => {
    expect(on({})).toEqual({ verdict: 'fits', reasons: [] });
    expect(on({ memoryGiB: null })).toEqual({ verdict: 'fits', reasons: [] });
    expect(on({}, { layout: 'mlc' })).toEqual({ verdict: 'fits', reasons: [] });
  });

  it('fits on the CPU when it is small, and says so', () => {
    expect(on({ gpu: none })).toEqual({ verdict: 'fits', reasons: ['on-cpu', 'no-gpu'] });
    expect(on({}, { hasLibrary: false })).toEqual({ verdict: 'fits', reasons: ['on-cpu', 'no-library'] });
  });

  it('may be slow on the CPU when it is not', () => {
    const model = { memoryBytes: 1.6e9, weightsBytes: 1.2e9 };
    expect(on({ gpu: none }, model)).toEqual({ verdict: 'slow', reasons: ['on-cpu', 'no-gpu'] });
    const software: GpuReport = { kind: 'software', name: 'SwiftShader', shaderF16: false, limits };
    expect(on({ gpu: software }, model).reasons).toEqual(['on-cpu', 'software-gpu']);
  });

  it.each<[string, Partial<DeviceReport>, Partial<Candidate>, string[]]>([
    ['an MLC folder without a GPU', { gpu: none }, { layout: 'mlc' }, ['mlc-needs-gpu', 'no-gpu']],
    [
      'G3: an MLC folder in f16 on a GPU without it',
      { gpu: { ...gpu, shaderF16: false } as GpuReport },
      { layout: 'mlc', requires: { shaderF16: true } },
      ['mlc-needs-gpu', 'no-f16'],
    ],
    [
      'a file beyond 2 GiB on the CPU',
      { gpu: none },
      { weightsBytes: 2 ** 31 },
      ['cpu-file-too-large', 'no-gpu'],
    ],
    ['a device whose CPU engine cannot start', { gpu: none, cpu: false }, {}, ['no-cpu', 'no-gpu']],
    ['1.6 GB on a phone', { mobile: true }, { memoryBytes: 1.6e9 }, ['phone-memory']],
    ['5 GB in 4 GiB', { memoryGiB: 4 }, { memoryBytes: 5e9 }, ['memory']],
    [
      'a buffer that the GPU cannot bind, of an MLC folder',
      {},
      { layout: 'mlc', requires: { bufferBytes: 200 * 2 ** 20 } },
      ['mlc-needs-gpu', 'gpu-too-small'],
    ],
  ])('does not fit: %s', (_, device, model, reasons) => {
    expect(on(device, model)).toEqual({ verdict: 'no', reasons });
  });

  it.each<[string, Partial<DeviceReport>, Partial<Candidate>, string[]]>([
    ['1.3 GB on a phone', { mobile: true }, { memoryBytes: 1.3e9 }, ['phone-memory']],
    ['most of the memory', { memoryGiB: 4 }, { memoryBytes: 3.5e9 }, ['memory']],
    ['more than the 8 GiB that a browser admits to', {}, { memoryBytes: 9e9 }, ['memory']],
  ])('may be slow: %s', (_, device, model, reasons) => {
    expect(on(device, model)).toEqual({ verdict: 'slow', reasons });
  });

  it('takes the CPU where the GPU has no f16, for a GGUF', () => {
    const device = { gpu: { ...gpu, shaderF16: false } as GpuReport };
    expect(on(device, { requires: { shaderF16: true } })).toEqual({
      verdict: 'fits',
      reasons: ['on-cpu', 'no-f16'],
    });
  });

  it('takes a larger binding where the GPU has one', () => {
    const large = { ...gpu, limits: { ...limits, maxStorageBufferBindingSize: 2 ** 30 } } as GpuReport;
    expect(on({ gpu: large }, { layout: 'mlc', requires: { bufferBytes: 200 * 2 ** 20 } }).verdict).toBe(
      'fits',
    );
  });
});
