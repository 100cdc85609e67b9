/** Tries, and ms between them. */
const TRIES = 3;
const PAUSE_MS = 120;

/**
 * An adapter, asked for again where there was none. On a machine with NVIDIA's Vulkan driver the first request of a
 * fresh browser gave null in 4 of 6 starts ("A valid external Instance reference no longer exists"), and the next one,
 * 50 ms later, gave the GPU. Null where the last try gave none; a rejection counts as none.
 */
export async function patientAdapter(request: () => Promise<GPUAdapter | null>): Promise<GPUAdapter | null> {
  for (let left = TRIES; ; left--) {
    const adapter = await request().catch(() => null);
    if (adapter || left === 1) return adapter;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Has the library in this worker ask as patiently. To be called before it is loaded. */
export function askPatiently(prototype: Pick<GPU, 'requestAdapter'>): void {
  const original = prototype.requestAdapter;
  prototype.requestAdapter = function (this: GPU, options) {
    return patientAdapter(() => original.call(this, options));
  };
}
