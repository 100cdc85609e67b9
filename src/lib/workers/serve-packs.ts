import { packsService } from '../packs/service';
import { serve } from '../wire/serve';
import type { Port } from '../wire/protocol';
import { createInspector } from './inspect';
import { siteLibraries } from './libraries';
import { vet } from './vet';

/**
 * What both workers that keep packs do: fetch, check and keep. `outside`: this one's policy lets it ask other hosts
 * than the app's own. Neither ever sees the person's text.
 */
export function servePacks(options: { outside: boolean }): void {
  // A large pack takes many requests; all of them are to be counted.
  performance.setResourceTimingBufferSize(100_000);
  serve(self as Port, packsService({ ...options, inspect: createInspector(siteLibraries()), vet }));
}
