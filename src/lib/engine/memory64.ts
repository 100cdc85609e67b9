/** Our llama.cpp is built for 64-bit memories (WebAssembly's Memory64 proposal), which not every browser has. */
export function hasMemory64(): boolean {
  if (!('WebAssembly' in globalThis)) return false; // some browsers take it away in their strictest mode
  try {
    // TypeScript's library does not know 64-bit memories yet.
    new WebAssembly.Memory({ address: 'i64', initial: 1n } as unknown as WebAssembly.MemoryDescriptor);
    return true;
  } catch (thrown) {
    if (thrown instanceof TypeError || thrown instanceof RangeError) return false;
    throw thrown;
  }
}
