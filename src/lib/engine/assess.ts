import type { Assessment, Candidate, DeviceReport, FitReason } from '../domain/device';

/** An ArrayBuffer of a browser: the CPU engine takes one file of less. */
const CPU_FILE_BYTES = 2 ** 31;
/** Tabs of phones are ended by the system at about 1.5 GB; what comes near it lives on luck. */
const PHONE_NO = 1.5e9;
const PHONE_SLOW = 1.2e9;
/** A browser rounds what it says of the memory down to a power of two, and never says more than 8 GiB. */
const MOST_STATED_GIB = 8;
/** Of the stated memory: other programs and tabs have some of it too. */
const MEMORY_NO = 1;
const MEMORY_SLOW = 0.6;
/** Parameters' bytes of a model that the CPU still answers with at the speed of reading, on an ordinary machine. */
const CPU_FAST_BYTES = 0.6e9;

/**
 * Will it run here? `fits`: on the GPU, with memory to spare, or small enough for the CPU. `slow`: it runs, and the
 * reasons say why it may be slow or end early. `no`: it cannot. Nothing is tried; the reasons stand in order of weight.
 */
export function assess(model: Candidate, device: DeviceReport): Assessment {
  const gpu = gpuReasons(model, device);
  const memory = memoryReasons(model, device);
  const tooMuch = memory.verdict === 'no';
  if (gpu.length === 0) {
    return { verdict: tooMuch ? 'no' : memory.reasons.length > 0 ? 'slow' : 'fits', reasons: memory.reasons };
  }
  const cpu = cpuReasons(model, device);
  if (cpu.length > 0 || tooMuch) return { verdict: 'no', reasons: [...cpu, ...gpu, ...memory.reasons] };
  const small = (model.weightsBytes ?? model.memoryBytes) <= CPU_FAST_BYTES;
  const calm = small && memory.reasons.length === 0;
  return { verdict: calm ? 'fits' : 'slow', reasons: ['on-cpu', ...gpu, ...memory.reasons] };
}

/** Why the GPU does not run it; none: it does. */
function gpuReasons({ requires, hasLibrary }: Candidate, { gpu }: DeviceReport): FitReason[] {
  if (gpu.kind === 'none') return ['no-gpu'];
  if (gpu.kind === 'too-small') return ['gpu-too-small'];
  if (gpu.kind === 'software') return ['software-gpu'];
  if (!hasLibrary) return ['no-library'];
  if (requires?.shaderF16 && !gpu.shaderF16) return ['no-f16'];
  const { maxStorageBufferBindingSize, maxBufferSize } = gpu.limits;
  const needs = requires?.bufferBytes ?? 0;
  return needs > maxStorageBufferBindingSize || needs > maxBufferSize ? ['gpu-too-small'] : [];
}

/** Why the CPU does not run it either; none: it does. */
function cpuReasons({ layout, weightsBytes }: Candidate, { cpu }: DeviceReport): FitReason[] {
  if (layout === 'mlc') return ['mlc-needs-gpu'];
  if (!cpu) return ['no-cpu'];
  return (weightsBytes ?? 0) >= CPU_FILE_BYTES ? ['cpu-file-too-large'] : [];
}

function memoryReasons(
  { memoryBytes }: Candidate,
  { mobile, memoryGiB }: DeviceReport,
): { verdict: 'fits' | 'slow' | 'no'; reasons: FitReason[] } {
  if (mobile && memoryBytes > PHONE_SLOW)
    return { verdict: memoryBytes > PHONE_NO ? 'no' : 'slow', reasons: ['phone-memory'] };
  if (memoryGiB === null) return { verdict: 'fits', reasons: [] };
  const stated = memoryGiB * 2 ** 30;
  const share = memoryBytes / stated;
  if (share <= MEMORY_SLOW) return { verdict: 'fits', reasons: [] };
  // 8 GiB may be 64: then only slow is honest.
  const surelyTooMuch = share > MEMORY_NO && memoryGiB < MOST_STATED_GIB;
  return { verdict: surelyTooMuch ? 'no' : 'slow', reasons: ['memory'] };
}
