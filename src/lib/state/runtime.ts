import { fail } from '../domain/errors';
import { CPU_RUNTIME_URL } from '../engine/wllama-wasm';
import { askAgain } from '../wire/ask-again';

/** The CPU engine's WebAssembly, from our own origin or the shell's cache: its worker has no network to fetch it with. */
export async function cpuRuntime(): Promise<ArrayBuffer> {
  const { ok, status, bytes } = await askAgain(async () => {
    const response = await fetch(CPU_RUNTIME_URL);
    const { ok, status } = response;
    return { ok, status, bytes: await response.arrayBuffer() };
  }).catch((cause: unknown) =>
    fail('engine/load-failed', { what: 'the CPU engine is not saved on this device' }, cause),
  );
  return ok ? bytes : fail('engine/load-failed', { status });
}
