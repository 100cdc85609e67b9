import type { EngineChoice, EngineKind } from '../../../src/lib/domain/device';
import type { ByteSource } from '../../../src/lib/domain/bytes';
import { CHUNK_BYTES } from '../../../src/lib/domain/bytes';
import { toDigest, type Digest } from '../../../src/lib/domain/digest';
import type {
  EngineNotice,
  LoadOptions,
  LoadRequest,
  PackFile,
  Prompt,
  Session,
  TokenEvent,
} from '../../../src/lib/domain/engine';
import type { PackManifest } from '../../../src/lib/domain/pack';
import {
  createEngineClient,
  type EngineClient,
  type EngineClientOptions,
} from '../../../src/lib/engine/client';
import { CPU_RUNTIME_URL } from '../../../src/lib/engine/wllama-wasm';
import { readFacts } from '../../../src/lib/gguf/facts';
import { parseHeader } from '../../../src/lib/gguf/header';

export type ModelName = 'smollm2' | 'gemma3';

const LIBRARIES = { smollm2: 'smollm2-135m-software', gemma3: 'gemma3-270m-software' } as const;
const ON_CPU: EngineChoice = { engine: 'cpu', reason: 'asked-for' };
const ON_GPU: EngineChoice = { engine: 'gpu', target: 'software', reason: 'asked-for' };

export const NEVER = new AbortController().signal;

export async function bytesAt(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.blob();
}

/** As the packs room would hand it to a worker: in OPFS, with the digests of its chunks. */
export async function packFile(blob: Blob, name: string): Promise<PackFile> {
  const chunks: Digest[] = [];
  for (let at = 0; at < blob.size; at += CHUNK_BYTES) {
    const chunk = await blob.slice(at, at + CHUNK_BYTES).arrayBuffer();
    chunks.push(toDigest(await crypto.subtle.digest('SHA-256', chunk)));
  }
  const folder = await navigator.storage.getDirectory();
  const ref = await folder.getFileHandle(name, { create: true });
  const held = await ref.getFile();
  // Weights of a test file before this one are the same; a library of the same size need not be.
  const same = held.size === blob.size && blob.size > 32 * CHUNK_BYTES;
  if (!same) await blob.stream().pipeTo(await ref.createWritable());
  return { ref, bytes: blob.size, sha256: chunks[0]!, chunks };
}

export function sourceOf(blob: Blob): ByteSource {
  const read = async (at: number, length: number) =>
    new Uint8Array(await blob.slice(at, at + length).arrayBuffer());
  return { size: blob.size, read, close: () => {} };
}

/** The parts of a manifest that engines read. */
export async function manifestOf(weights: Blob): Promise<PackManifest> {
  const { model } = readFacts(await parseHeader(sourceOf(weights)));
  return { model, shards: [] } as unknown as PackManifest;
}

const requests = new Map<string, Promise<LoadRequest>>();

/** What the page would ask of an engine for a starter pack. Made once: hashing takes a while. */
export function requestFor(name: ModelName, kind: EngineKind): Promise<LoadRequest> {
  const key = `${name} ${kind}`;
  const made = requests.get(key) ?? makeRequest(name, kind);
  requests.set(key, made);
  return made;
}

async function makeRequest(name: ModelName, kind: EngineKind): Promise<LoadRequest> {
  const blob = await bytesAt(`/@models/${name}`);
  const weights = await packFile(blob, `${name}.gguf`);
  const manifest = await manifestOf(blob);
  if (kind === 'cpu') return { manifest, choice: ON_CPU, weights };
  const library = await packFile(
    await bytesAt(`/@libraries/${LIBRARIES[name]}.wasm.gz`),
    `${LIBRARIES[name]}.gz`,
  );
  return { manifest, choice: ON_GPU, weights, library };
}

export type Client = EngineClient & { workers: Worker[]; notices: EngineNotice[] };

/** The real client with the real workers; both are kept, to be disturbed and read by tests. */
export function client(
  spawn: (kind: EngineKind) => Worker = spawnEngine,
  options: Partial<EngineClientOptions> = {},
): Client {
  const workers: Worker[] = [];
  const notices: EngineNotice[] = [];
  const made = createEngineClient(
    (kind) => {
      const worker = spawn(kind);
      workers.push(worker);
      return worker;
    },
    {
      cpuRuntime: async () => (await bytesAt(CPU_RUNTIME_URL)).arrayBuffer(),
      onNotice: (notice) => notices.push(notice),
      ...options,
    },
  );
  return Object.assign(made, { workers, notices });
}

export function spawnEngine(kind: EngineKind): Worker {
  return kind === 'gpu'
    ? new Worker(new URL('../../../src/lib/workers/gpu-engine.ts', import.meta.url), { type: 'module' })
    : new Worker(new URL('../../../src/lib/workers/cpu-engine.ts', import.meta.url), { type: 'module' });
}

export const quietly: LoadOptions = { signal: NEVER, onProgress: () => {} };

export function prompt(text: string, more: Partial<Prompt> = {}): Prompt {
  return { text, stop: [], sampling: { temperature: 0, topP: 1, seed: 1 }, maxTokens: 24, ...more };
}

/** SmolLM2's turns, without a system message. */
export function asked(question: string, more: Partial<Prompt> = {}): Prompt {
  return prompt(`<|im_start|>user\n${question}<|im_end|>\n<|im_start|>assistant\n`, more);
}

export const CAPITAL = 'What is the capital of France?';
export const FLOOD = [
  'Spanish: Buenos días, ¿cómo está usted?\nEnglish: Good morning, how are you?',
  'Spanish: El libro está sobre la mesa.\nEnglish: The book is on the table.',
  'Spanish: Mañana iremos al mercado.\nEnglish: Tomorrow we will go to the market.',
  'Spanish: El camión llega tarde porque la carretera está inundada.\nEnglish:',
].join('\n\n');

export type Run = {
  text: string;
  events: TokenEvent[];
  end: Extract<TokenEvent, { kind: 'end' }> | undefined;
};

/** Everything a generation says. `onDelta` hears the text so far. */
export async function collect(
  events: AsyncIterable<TokenEvent>,
  onDelta: (text: string) => void = () => {},
): Promise<Run> {
  const run: Run = { text: '', events: [], end: undefined };
  for await (const event of events) {
    run.events.push(event);
    if (event.kind === 'end') run.end = event;
    if (event.kind !== 'delta') continue;
    run.text += event.text;
    onDelta(run.text);
  }
  return run;
}

export async function say(session: Session, what: Prompt): Promise<string> {
  return (await collect(session.generate(what, NEVER))).text;
}
