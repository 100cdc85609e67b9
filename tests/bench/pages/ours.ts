/** The app's own path to a session, composed of its rooms as src/lib/state composes them. */
import type { EngineChoice } from '../../../src/lib/domain/device';
import type { LoadProgress, LoadRequest, Session } from '../../../src/lib/domain/engine';
import type { InstalledPack } from '../../../src/lib/domain/pack';
import { createEngineClient } from '../../../src/lib/engine/client';
import { packsClient } from '../../../src/lib/state/packsClient';
import { cpuRuntime } from '../../../src/lib/state/runtime';
import { spawnEngine } from '../../../src/lib/state/workers';
import { Timed, type Answer } from './timed';

export const packs = packsClient();
const client = createEngineClient(spawnEngine, { cpuRuntime });
const NEVER = new AbortController().signal;
export const SITE = '/packs';
/** These pages are built without a key, so nothing is vouched for. */
export const WORD = { at: '2026-01-01T00:00:00Z', note: 'a measurement' };

export const CHOICES: Record<'gpu' | 'cpu', EngineChoice> = {
  gpu: { engine: 'gpu', target: 'software', reason: 'asked-for' },
  cpu: { engine: 'cpu', reason: 'asked-for' },
};

/** Installs the first pack of the site whose name holds `name`. */
export async function install(name: string): Promise<void> {
  const { packs: entries } = await packs().call('catalogue', { baseUrl: SITE });
  const entry = entries.find(({ manifest }) => manifest.name.includes(name));
  if (!entry) throw new Error(`the site has no pack ${name}`);
  const stream = packs().stream('install', { entry, baseUrl: SITE, acceptedLicence: true, word: WORD });
  while (!(await stream.next()).done);
}

export async function installed(): Promise<InstalledPack> {
  const [pack] = await packs().call('list', {});
  if (!pack) throw new Error('no pack is installed');
  return pack;
}

export async function requestFor(pack: InstalledPack, choice: EngineChoice): Promise<LoadRequest> {
  const files = await packs().call('files', { packId: pack.packId });
  const weights = files.find(({ role }) => role === 'weights')?.file;
  const target = choice.engine === 'gpu' ? choice.target : undefined;
  const library = files.find((file) => file.role === 'library' && file.target === target)?.file;
  if (!weights) throw new Error('the pack has no weights');
  return { manifest: pack.manifest, choice, weights, ...(target && library ? { library } : {}) };
}

export function load(request: LoadRequest, onProgress: (progress: LoadProgress) => void): Promise<Session> {
  return client.load(request, { signal: NEVER, onProgress });
}

/** A greedy answer, timed where the page gets it. */
export async function answer(session: Session, text: string, maxTokens: number): Promise<Answer> {
  const sampling = { temperature: 0, topP: 1, seed: 1 };
  const timed = new Timed();
  let tokens = 0;
  for await (const event of session.generate({ text, stop: [], sampling, maxTokens }, NEVER)) {
    if (event.kind === 'delta') timed.push(event.text);
    if (event.kind === 'end') tokens = event.usage.completionTokens;
  }
  return timed.answer(tokens);
}
