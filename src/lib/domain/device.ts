import type { LibraryTarget } from './pack';

/** web-llm 0.2.86 asks every adapter for these (webgpu limits, bytes and counts). */
export const GPU_REQUIREMENTS = {
  maxComputeWorkgroupStorageSize: 32 * 1024,
  maxStorageBuffersPerShaderStage: 10,
  maxBufferSize: 256 * 1024 * 1024,
  maxStorageBufferBindingSize: 128 * 1024 * 1024,
} as const;

export type GpuLimit = keyof typeof GPU_REQUIREMENTS;

export type GpuReport =
  | { kind: 'none'; reason: 'no-api' | 'no-adapter' }
  | { kind: 'too-small'; name: string; shortfalls: { limit: GpuLimit; has: number; needs: number }[] }
  | { kind: 'software' | 'gpu'; name: string; shaderF16: boolean; limits: Record<GpuLimit, number> };

export type StorageReport = {
  opfs: boolean;
  quotaBytes: number | null;
  usedBytes: number | null;
  persisted: boolean | null;
};

export type DeviceReport = {
  gpu: GpuReport;
  /** The CPU engine can run: WebAssembly has 64-bit memories. */
  cpu: boolean;
  /** CPU threads that the wasm engine may use: 1 without cross-origin isolation. */
  cpuThreads: number;
  crossOriginIsolated: boolean;
  /** navigator.deviceMemory: GiB, rounded and capped by the browser; null where it says nothing. */
  memoryGiB: number | null;
  mobile: boolean;
  storage: StorageReport;
};

export type EngineKind = 'gpu' | 'cpu';
export type EnginePreference = 'auto' | EngineKind;
export type EngineReason =
  | 'gpu-available'
  | 'asked-for'
  | 'no-webgpu'
  | 'no-adapter'
  | 'software-adapter'
  | 'gpu-too-small'
  | 'no-library'
  /** The GPU was tried and failed with this pack; the CPU took over. */
  | 'gpu-failed';
/** Which engine runs a pack on this device, and why: always shown. */
export type EngineChoice =
  { engine: 'gpu'; target: LibraryTarget; reason: EngineReason } | { engine: 'cpu'; reason: EngineReason };
