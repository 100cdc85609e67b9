import { fail } from '../domain/errors';
import { CPU_RUNTIME_URL } from '../engine/wllama-wasm';

/** The CPU engine's WebAssembly, from our own origin or the shell's cache: its worker has no network to fetch it with. */
export async function cpuRuntime(): Promise<ArrayBuffer> {
  try {
    const response = await fetch(CPU_RUNTIME_URL);
    if (!response.ok) return fail('engine/load-failed', { status: response.status });
    return await response.arrayBuffer();
  } catch (cause) {
    return fail('engine/load-failed', { what: 'the CPU engine is not saved on this device' }, cause);
  }
}
