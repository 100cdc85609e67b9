import type { DeviceReport, EngineChoice, EnginePreference, EngineReason, GpuReport } from '../domain/device';
import { libraryShard, type LibraryTarget, type PackManifest } from '../domain/pack';

/**
 * Which engine runs a pack on this device, and why. A software adapter runs slower than the CPU engine, so it counts
 * as no GPU unless the GPU was asked for. Where the GPU was asked for and cannot be had, the reason says so. An MLC
 * folder runs on the GPU or not at all, whatever was asked for.
 */
export function chooseEngine(
  report: DeviceReport,
  manifest: PackManifest,
  preference: EnginePreference = 'auto',
): EngineChoice {
  const mlc = manifest.layout === 'mlc';
  if (preference === 'cpu' && !mlc) return { engine: 'cpu', reason: 'asked-for' };
  const asked = preference === 'gpu';
  const { gpu } = report;
  const usable = usableGpu(gpu, asked);
  if (typeof usable === 'string') return onCpu(mlc, mlc ? 'mlc-needs-gpu' : usable);
  const target = targetFor(manifest, usable.kind, mlc);
  if (!target) return onCpu(mlc, 'no-library');
  if (manifest.requires?.shaderF16 && !usable.shaderF16) return onCpu(mlc, 'no-f16');
  return { engine: 'gpu', target, reason: asked ? 'asked-for' : 'gpu-available' };
}

type Usable = Extract<GpuReport, { kind: 'software' | 'gpu' }>;

function usableGpu(gpu: GpuReport, asked: boolean): Usable | EngineReason {
  if (gpu.kind === 'none') return gpu.reason === 'no-api' ? 'no-webgpu' : 'no-adapter';
  if (gpu.kind === 'too-small') return 'gpu-too-small';
  return gpu.kind === 'software' && !asked ? 'software-adapter' : gpu;
}

/** Ours are compiled for one kind of adapter each; a folder has the one library that it has. */
function targetFor(manifest: PackManifest, kind: LibraryTarget, mlc: boolean): LibraryTarget | undefined {
  const others: LibraryTarget[] = mlc ? ['gpu', 'software'] : [];
  return [kind, ...others].find((target) => libraryShard(manifest, target));
}

function onCpu(mlc: boolean, reason: EngineReason): EngineChoice {
  return mlc ? { engine: 'cpu', reason, runs: false } : { engine: 'cpu', reason };
}
