import { packsService } from '../packs/service';
import { serve } from '../wire/serve';
import { living } from '../wire/supervise';
import type { Port } from '../wire/protocol';
import { lazySha256 } from './lazy-hash';
import { lazyInspector, lazyVet } from './lazy-models';

/**
 * What both workers that keep packs do: fetch, check and keep. `outside`: this one's policy lets it ask other hosts
 * than the app's own. Neither ever sees the person's text.
 */
export function servePacks(options: { outside: boolean }): void {
  // A large pack takes many requests; all of them are to be counted.
  performance.setResourceTimingBufferSize(100_000);
  const models = { inspect: lazyInspector(), vet: lazyVet, hash: lazySha256() };
  serve(self as Port, { ...packsService({ ...options, ...models }), ...living('packs') });
}
