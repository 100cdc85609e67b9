import type { DeviceReport, EngineChoice, EnginePreference } from '../domain/device';
import { libraryShard, type PackManifest } from '../domain/pack';

/**
 * Which engine runs a pack on this device, and why. A software adapter runs slower than the CPU engine, so it counts
 * as no GPU unless the GPU was asked for. Where the GPU was asked for and cannot be had, the reason says so.
 */
export function chooseEngine(
  report: DeviceReport,
  manifest: PackManifest,
  preference: EnginePreference = 'auto',
): EngineChoice {
  if (preference === 'cpu') return { engine: 'cpu', reason: 'asked-for' };
  const { gpu } = report;
  const asked = preference === 'gpu';
  if (gpu.kind === 'none')
    return { engine: 'cpu', reason: gpu.reason === 'no-api' ? 'no-webgpu' : 'no-adapter' };
  if (gpu.kind === 'too-small') return { engine: 'cpu', reason: 'gpu-too-small' };
  if (gpu.kind === 'software' && !asked) return { engine: 'cpu', reason: 'software-adapter' };
  const target = gpu.kind;
  if (!libraryShard(manifest, target)) return { engine: 'cpu', reason: 'no-library' };
  return { engine: 'gpu', target, reason: asked ? 'asked-for' : 'gpu-available' };
}
