import { invalid, plain } from './limits';

/** What a WebAssembly module asks for and offers, read without compiling it. */
export type WasmModule = {
  imports: { module: string; name: string; kind: number }[];
  exports: ReadonlySet<string>;
  /** It runs code of its own as soon as it is instantiated. */
  hasStart: boolean;
  /** Pages of 64 KiB that it asks for at once. */
  pages: number;
};

const MAGIC = 0x6d736100; // "\0asm", little-endian
const [IMPORT, TABLE, MEMORY, EXPORT, START] = [2, 4, 5, 7, 8];
const FUNCTION = 0;
/** Ours have 11 imports and some hundred exports. */
const MOST_ENTRIES = 10_000;
/** Ours have 2,000 functions in their table; a table is made, entry by entry, before any code runs. */
const MOST_FUNCTIONS = 100_000;
const FUNCREF = 0x70;

/** The sections of a module, with every length checked before it is used. Throws `mlc/invalid`. */
export function readWasm(bytes: Uint8Array, file: string): WasmModule {
  const reader = new WasmReader(bytes, file);
  if (bytes.length < 8 || reader.u32() !== MAGIC || reader.u32() !== 1) return invalid(file, 'not-wasm');
  const module = {
    imports: [] as WasmModule['imports'],
    exports: new Set<string>(),
    hasStart: false,
    pages: 0,
  };
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const size = reader.leb();
    const end = reader.at + size;
    if (end > bytes.length) return invalid(file, 'wasm-section');
    if (id === IMPORT) module.imports = readImports(reader, file);
    if (id === EXPORT) module.exports = readExports(reader, file);
    if (id === START) module.hasStart = true;
    if (id === TABLE) checkTables(reader, file);
    if (id === MEMORY) module.pages = readMemory(reader, file);
    reader.at = end;
  }
  return module;
}

/** One memory at most, of 32 bits and its own: emscripten makes no other, and each could ask for gigabytes. */
function readMemory(reader: WasmReader, file: string): number {
  const count = reader.leb();
  if (count > 1 || (count === 1 && reader.byte() > 1)) return invalid(file, 'wasm-memory');
  return count === 0 ? 0 : reader.leb();
}

/** One table of functions at most, for the same reason. */
function checkTables(reader: WasmReader, file: string): void {
  const count = reader.leb();
  if (count === 0) return;
  const plainTable = count === 1 && reader.byte() === FUNCREF && reader.byte() <= 1;
  if (!plainTable || reader.leb() > MOST_FUNCTIONS) invalid(file, 'wasm-table');
}

function readImports(reader: WasmReader, file: string): WasmModule['imports'] {
  const count = reader.leb();
  if (count > MOST_ENTRIES) return invalid(file, 'wasm-imports');
  const imports: WasmModule['imports'] = [];
  for (let index = 0; index < count; index++) {
    const module = reader.name();
    const name = reader.name();
    const kind = reader.byte();
    // Tables, memories and globals have types of other lengths; web-llm supplies none of them.
    if (kind !== FUNCTION) return invalid(file, 'wasm-imports', { what: plain(`${module}.${name}`) });
    reader.leb();
    imports.push({ module, name, kind });
  }
  return imports;
}

function readExports(reader: WasmReader, file: string): Set<string> {
  const count = reader.leb();
  if (count > MOST_ENTRIES) return invalid(file, 'wasm-exports');
  const names = new Set<string>();
  for (let index = 0; index < count; index++) {
    names.add(reader.name());
    reader.byte();
    reader.leb();
  }
  return names;
}

class WasmReader {
  at = 0;
  readonly #bytes: Uint8Array;
  readonly #file: string;
  readonly #decoder = new TextDecoder();

  constructor(bytes: Uint8Array, file: string) {
    this.#bytes = bytes;
    this.#file = file;
  }

  byte(): number {
    return this.#bytes[this.at++] ?? invalid(this.#file, 'wasm-section');
  }

  /** Four bytes, little-endian. */
  u32(): number {
    return this.byte() + this.byte() * 2 ** 8 + this.byte() * 2 ** 16 + this.byte() * 2 ** 24;
  }

  /** An unsigned number of 32 bits, 7 to a byte. */
  leb(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return invalid(this.#file, 'wasm-number');
  }

  name(): string {
    const length = this.leb();
    const start = this.at;
    this.at += length;
    if (length > 4096 || this.at > this.#bytes.length) return invalid(this.#file, 'wasm-name');
    return this.#decoder.decode(this.#bytes.subarray(start, this.at));
  }
}
