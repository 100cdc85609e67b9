import {
  GPU_REQUIREMENTS,
  type DeviceReport,
  type GpuLimit,
  type GpuReport,
  type StorageReport,
} from '../domain/device';
import { patientAdapter } from './adapter';
import { hasMemory64 } from './memory64';

/** What of `navigator` the probe reads; passed in by tests. */
export type ProbedNavigator = {
  gpu?: Pick<GPU, 'requestAdapter'>;
  hardwareConcurrency?: number;
  deviceMemory?: number;
  userAgent?: string;
  userAgentData?: { mobile?: boolean };
  storage?: Partial<StorageManager>;
};

const LIMITS = Object.keys(GPU_REQUIREMENTS) as GpuLimit[];
/** Names under which browsers show an adapter that computes on the CPU. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|warp|basic render|software/i;

/** What this device can run. Never throws: what cannot be learnt is reported as absent. */
export async function probeDevice(
  from: ProbedNavigator = navigator as ProbedNavigator,
  isolated = globalThis.crossOriginIsolated === true,
): Promise<DeviceReport> {
  const [gpu, storage] = await Promise.all([probeGpu(from), probeStorage(from)]);
  return {
    gpu,
    cpu: hasMemory64(),
    cpuThreads: cpuThreads(from.hardwareConcurrency, isolated),
    crossOriginIsolated: isolated,
    memoryGiB: from.deviceMemory ?? null,
    mobile: from.userAgentData?.mobile ?? /Mobi|Android|iPhone|iPad/.test(from.userAgent ?? ''),
    storage,
  };
}

/** One core stays free for the page; without isolation there is no shared memory, hence one thread. */
export function cpuThreads(cores: number | undefined, isolated: boolean): number {
  return isolated ? Math.max(1, (cores ?? 1) - 1) : 1;
}

async function probeGpu(from: ProbedNavigator): Promise<GpuReport> {
  if (!from.gpu) return { kind: 'none', reason: 'no-api' };
  const { gpu } = from;
  const adapter = await patientAdapter(() => gpu.requestAdapter({ powerPreference: 'high-performance' }));
  if (!adapter) return { kind: 'none', reason: 'no-adapter' };
  return describeAdapter(adapter);
}

/** `isFallbackAdapter` has moved from the adapter to its info; older browsers have the first only. */
function isSoftware(adapter: GPUAdapter): boolean {
  const { info } = adapter;
  const fallback =
    (info as { isFallbackAdapter?: boolean }).isFallbackAdapter ??
    (adapter as unknown as { isFallbackAdapter?: boolean }).isFallbackAdapter;
  return (
    fallback === true ||
    SOFTWARE.test(`${info.vendor} ${info.architecture} ${info.device} ${info.description}`)
  );
}

function describeAdapter(adapter: GPUAdapter): GpuReport {
  const { info } = adapter;
  const name = info.description || [info.vendor, info.architecture].filter(Boolean).join(' ') || 'WebGPU';
  const limits = Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])) as Record<
    GpuLimit,
    number
  >;
  const shortfalls = LIMITS.filter((limit) => limits[limit] < GPU_REQUIREMENTS[limit]).map((limit) => ({
    limit,
    has: limits[limit],
    needs: GPU_REQUIREMENTS[limit],
  }));
  if (shortfalls.length > 0) return { kind: 'too-small', name, shortfalls };
  const kind = isSoftware(adapter) ? 'software' : 'gpu';
  return { kind, name, shaderF16: adapter.features.has('shader-f16'), limits };
}

async function probeStorage(from: ProbedNavigator): Promise<StorageReport> {
  const { storage } = from;
  // Private windows of some browsers have the method and reject its call.
  const opfs = storage?.getDirectory
    ? storage.getDirectory().then(
        () => true,
        () => false,
      )
    : Promise.resolve(false);
  const estimate = storage?.estimate?.().catch(() => undefined);
  const persisted = storage?.persisted?.().catch(() => undefined);
  const [hasOpfs, numbers, kept] = await Promise.all([opfs, estimate, persisted]);
  return {
    opfs: hasOpfs,
    quotaBytes: numbers?.quota ?? null,
    usedBytes: numbers?.usage ?? null,
    persisted: kept ?? null,
  };
}
