import { fail } from '../domain/errors';

/** What web-llm reads, by its name under the base URL, in the order in which it asks for it. */
export type ArtifactTable = ReadonlyMap<string, () => Promise<Uint8Array<ArrayBuffer>>>;

/** Where web-llm believes its files to be: `.invalid` never resolves (RFC 6761), so that a leak fails. */
export function artifactBase(packId: string): string {
  return `https://pack.invalid/${packId}/resolve/verified/`; // without /resolve/<x>/ web-llm would add its own
}

/** The little of `caches` that web-llm uses. A miss throws; nothing can be written. */
export type ArtifactCaches = Pick<CacheStorage, 'open' | 'has' | 'keys' | 'match' | 'delete'> & {
  /** What a read threw: web-llm passes it on as a text at best. */
  failure?: unknown;
};

/**
 * A read-only `caches` for the engine's worker, to be in place before web-llm is imported. web-llm asks for each
 * artefact twice, and reads the second answer only: so the bytes are made when they are read, and kept by nobody.
 * The artefact after the one just read is made ahead, while web-llm uploads.
 */
export function artifactCaches(
  base: string,
  table: ArtifactTable,
  onRead: (name: string) => void,
): ArtifactCaches {
  const names = [...table.keys()];
  let ahead: { name: string; bytes: Promise<Uint8Array<ArrayBuffer>> } | undefined;

  async function read(name: string): Promise<Uint8Array<ArrayBuffer>> {
    onRead(name);
    const bytes = ahead?.name === name ? ahead.bytes : table.get(name)!();
    ahead = undefined;
    try {
      return await bytes;
    } catch (thrown) {
      view.failure = thrown;
      throw thrown;
    }
  }

  function prefetch(after: string): void {
    const next = names[names.indexOf(after) + 1];
    const make = next !== undefined && isShard(after) && isShard(next) ? table.get(next) : undefined;
    if (!make || next === undefined) return;
    const bytes = make();
    bytes.catch(() => {}); // heard by whoever reads it
    ahead = { name: next, bytes };
  }

  const nameOf = (request: RequestInfo | URL): string => {
    const url = request instanceof Request ? request.url : String(request);
    return url.startsWith(base) ? url.slice(base.length) : url;
  };
  const cache: Pick<Cache, 'match' | 'add' | 'put' | 'delete' | 'keys'> = {
    async match(request) {
      const name = nameOf(request);
      if (!table.has(name)) return undefined;
      return new Artifact(async () => {
        const bytes = await read(name);
        prefetch(name);
        return bytes;
      });
    },
    add: async (request) => fail('pack/missing', { artifact: nameOf(request) }),
    put: async () => fail('bug/unexpected', { what: 'the artefacts are read-only' }),
    delete: async () => false,
    keys: async () => names.map((name) => new Request(base + name)),
  };
  const view: ArtifactCaches = {
    open: async () => cache as Cache,
    has: async () => true,
    keys: async () => [],
    match: async () => undefined,
    delete: async () => false,
  };
  return view;
}

const isShard = (name: string) => name.endsWith('.bin');

/** A Response made when it is read, without the copy that a real one makes. */
class Artifact extends Response {
  readonly #read: () => Promise<Uint8Array<ArrayBuffer>>;

  constructor(read: () => Promise<Uint8Array<ArrayBuffer>>) {
    super();
    this.#read = read;
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await this.#read();
    const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
    return whole ? bytes.buffer : bytes.slice().buffer;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.#read());
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
}
