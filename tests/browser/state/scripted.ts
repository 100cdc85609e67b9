import type { Prompt, TokenEvent } from '../../../src/lib/domain/engine';
import type { InstalledPack, PackManifest } from '../../../src/lib/domain/pack';
import { manifestWith } from '../../fakes/small-pack';
import { GEMMA3, SMOLLM2 } from '../../unit/tasks/facts';

const usage = { promptTokens: 3, completionTokens: 0, prefillMs: 1, decodeMs: 1 };
type Reason = Extract<TokenEvent, { kind: 'end' }>['reason'];

/**
 * What the model says to one prompt: its pieces, then how it ends. `hold` waits there until the test lets it go on, or
 * the person stops it, as a slow model would; an Error breaks it off.
 */
export type Answer = { pieces: string[]; end?: Reason | Error; hold?: Promise<void>; late?: string };

/** A model that says what the test tells it to, to end in ways in which a real one ends only by accident. */
export function scripted(answer: (prompt: Prompt, call: number) => Answer): {
  prompts: Prompt[];
  generate(pack: InstalledPack, prompt: Prompt, signal: AbortSignal): AsyncGenerator<TokenEvent, void, void>;
} {
  const prompts: Prompt[] = [];
  return {
    prompts,
    async *generate(_pack, prompt, signal) {
      const { pieces, end = 'stop', hold, late } = answer(prompt, prompts.length);
      prompts.push(prompt);
      yield { kind: 'start', promptTokens: 3 };
      for (const text of pieces) yield { kind: 'delta', text };
      if (hold) await Promise.race([hold, aborted(signal)]);
      // A piece that was on its way when the person pressed Stop.
      if (late !== undefined) yield { kind: 'delta', text: late };
      if (signal.aborted) return yield { kind: 'end', reason: 'cancelled', usage };
      if (end instanceof Error) throw end;
      yield { kind: 'end', reason: end, usage };
    },
  };
}

/** Stays until `release`. */
export function gate(): { hold: Promise<void>; release: () => void } {
  let release = () => {};
  const hold = new Promise<void>((resolve) => (release = resolve));
  return { hold, release };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function packOf(id: string, changes: Partial<PackManifest>): InstalledPack {
  const packId = id.repeat(64) as InstalledPack['packId'];
  return {
    packId,
    manifest: { ...manifestWith([]), ...changes },
    trust: 'vouched',
    source: { kind: 'site', baseUrl: '/packs' },
    installedAt: '2026-11-01T00:00:00.000Z',
    verification: { packId, checkedAt: '2026-11-01T00:00:00.000Z', checks: [], verdict: 'verified' },
  };
}

/** A base model that translates. */
export const GEMMA: InstalledPack = packOf('a', {
  name: 'Gemma 3 270M',
  model: GEMMA3,
  tasks: ['translate'],
});
/** An instruct model that drafts. */
export const SMOL: InstalledPack = packOf('b', { name: 'SmolLM2 135M', model: SMOLLM2, tasks: ['draft'] });
