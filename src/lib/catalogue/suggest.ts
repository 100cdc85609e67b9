import type { DeviceReport } from '../domain/device';
import type { CuratedModel } from './curated';

const GIB = 1024 ** 3;

/**
 * What to look at first on a kind of device, best first: our judgement from size, licence and languages, not from a
 * measurement. Names of the curated list.
 */
export const LADDER = {
  phone: ['Llama 3.2 1B Instruct', 'Qwen2.5 0.5B Instruct', 'SmolLM2 360M Instruct'],
  laptop: ['Qwen3 1.7B', 'Qwen3.5 2B', 'Ministral 3 3B Instruct'],
  strong: ['Qwen3 4B', 'Qwen3.5 4B', 'Gemma 4 E2B (instruct)', 'Qwen3 1.7B'],
} as const;

export type Ladder = keyof typeof LADDER;

/** `strong`: a GPU that binds a GiB at once, in a machine that states as much memory as a browser ever does. */
export function ladderOf({ gpu, mobile, memoryGiB }: DeviceReport): Ladder {
  if (mobile) return 'phone';
  const binds = gpu.kind === 'gpu' ? gpu.limits.maxStorageBufferBindingSize : 0;
  return binds >= GIB && (memoryGiB ?? 0) >= 8 ? 'strong' : 'laptop';
}

/** The place of a model on the ladder of this device, from 0; undefined where it is not on it. */
export function rungOf({ name }: Pick<CuratedModel, 'name'>, device: DeviceReport): number | undefined {
  const at = (LADDER[ladderOf(device)] as readonly string[]).indexOf(name);
  return at < 0 ? undefined : at;
}
