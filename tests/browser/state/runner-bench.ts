import type { DeviceReport, EnginePreference, GpuReport } from '../../../src/lib/domain/device';
import type { LoadOptions, LoadRequest, Prompt, Session, TokenEvent } from '../../../src/lib/domain/engine';
import type { InstalledPack } from '../../../src/lib/domain/pack';
import { chooseEngine } from '../../../src/lib/engine/choose';
import { Runner } from '../../../src/lib/state/runner.svelte';
import { GEMMA, SMOL } from './scripted';

const limits = {
  maxComputeWorkgroupStorageSize: 32768,
  maxStorageBuffersPerShaderStage: 10,
  maxBufferSize: 1 << 30,
  maxStorageBufferBindingSize: 1 << 30,
};
export const HAS_GPU: GpuReport = { kind: 'gpu', name: 'a GPU', shaderF16: true, limits };
export const NEVER = new AbortController().signal;
export const PROMPT: Prompt = {
  text: 'say it',
  stop: [],
  sampling: { temperature: 0, topP: 1, seed: 1 },
  maxTokens: 8,
};

/** Both packs with a library, so that the choice is the device's. */
export const [smol, gemma] = [SMOL, GEMMA].map((pack): InstalledPack => {
  const library = {
    path: 'lib.wasm.gz',
    role: 'library',
    bytes: 1,
    sha256: pack.packId,
    target: 'gpu',
  } as const;
  return { ...pack, manifest: { ...pack.manifest, shards: [library] } };
}) as [InstalledPack, InstalledPack];

export type Say = (session: {
  request: LoadRequest;
  signal: AbortSignal;
}) => AsyncGenerator<TokenEvent, void, void>;
const usage = { promptTokens: 3, completionTokens: 5, prefillMs: 10, decodeMs: 2000 };
export const plainly: Say = async function* ({ request }) {
  yield { kind: 'start', promptTokens: 3 };
  yield { kind: 'delta', text: `${request.manifest.name} on ${request.choice.engine}` };
  yield { kind: 'end', reason: 'stop', usage };
};

/** An engine that fails to load where the test says so, and a log of what is done with it. */
export function bench({
  gpu = HAS_GPU,
  load = async () => {},
  say = plainly,
}: {
  gpu?: GpuReport;
  load?: (request: LoadRequest, options: LoadOptions) => Promise<void>;
  say?: Say;
} = {}) {
  const log: string[] = [];
  /** Loads under way. */
  const marked: string[] = [];
  let preference: EnginePreference = 'auto';
  const name = ({ manifest, choice }: LoadRequest) => `${manifest.name} ${choice.engine}`;
  const runner: Runner = new Runner({
    engine: {
      async load(request, options): Promise<Session> {
        log.push(`load ${name(request)}`);
        options.onProgress({ stage: 'weights', fraction: 0.5 });
        await load(request, options);
        return {
          choice: request.choice,
          contextTokens: 4096,
          generate: (_, signal) => say({ request, signal }),
          close: async () => void log.push(`close ${name(request)}`),
        };
      },
    },
    files: async () => ({ weights: {} as LoadRequest['weights'] }),
    device: async () => ({ gpu }) as DeviceReport,
    choose: chooseEngine,
    preference: () => preference,
    mark: async ({ manifest }, { engine }) => {
      marked.push(`${manifest.name} ${engine}`);
      return () => void marked.pop();
    },
    onDamaged: ({ manifest }) => log.push(`damaged ${manifest.name}`),
  });
  const prefer = (wanted: EnginePreference) => (preference = wanted);
  return { runner, log, marked, prefer };
}

export async function said(runner: Runner, pack: InstalledPack, signal = NEVER): Promise<string> {
  let text = '';
  for await (const event of runner.generate(pack, PROMPT, signal))
    if (event.kind === 'delta') text += event.text;
  return text;
}
