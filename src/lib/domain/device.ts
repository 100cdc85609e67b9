import type { Layout, LibraryTarget, Requirements } from './pack';

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
  /** The only library that the pack has computes in f16, which this GPU cannot. */
  | 'no-f16'
  /** The pack is an MLC folder, which the CPU engine cannot read: it does not run on this device. */
  | 'mlc-needs-gpu'
  /** The GPU was tried and failed with this pack; the CPU took over. */
  | 'gpu-failed';
/** Which engine runs a pack on this device, and why: always shown. */
export type EngineChoice =
  | { engine: 'gpu'; target: LibraryTarget; reason: EngineReason }
  /** `runs: false`: the CPU engine cannot run it either, and the reason says why the GPU does not. */
  | { engine: 'cpu'; reason: EngineReason; runs?: false };

/** A model that could be installed, as far as it matters for "will it run here?". */
export type Candidate = {
  /** Bytes of memory needed to run. */
  memoryBytes: number;
  /** Bytes of its weights, where they are known: the CPU engine takes one file of less than 2 GiB. */
  weightsBytes?: number;
  layout: Layout;
  requires?: Requirements;
  /** A compiled library for GPUs comes with it, or is shipped with this site. */
  hasLibrary: boolean;
};

/** Why a model may be slow here, or does not fit; worded in i18n. */
export type FitReason =
  /** The browser has no WebGPU, or finds no GPU. */
  | 'no-gpu'
  /** The GPU is too small for web-llm, or for this model's largest buffer. */
  | 'gpu-too-small'
  /** The only GPU is emulated by the processor. */
  | 'software-gpu'
  | 'no-f16'
  | 'no-library'
  /** It runs on the CPU here. */
  | 'on-cpu'
  /** The CPU engine cannot run here, or cannot take this model. */
  | 'no-cpu'
  | 'mlc-needs-gpu'
  | 'cpu-file-too-large'
  /** More than a tab of a phone gets, or close to it. */
  | 'phone-memory'
  /** More than the memory that the browser states, or most of it. */
  | 'memory';

export type Assessment = { verdict: 'fits' | 'slow' | 'no'; reasons: FitReason[] };
