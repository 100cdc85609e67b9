import { packsService } from '../packs/service';
import { serve } from '../wire/serve';
import type { Port } from '../wire/protocol';

/** Fetches, checks and keeps packs. It has a network; it never sees the person's text. */
// A large pack takes many requests; all of them are to be counted.
performance.setResourceTimingBufferSize(100_000);
serve(self as Port, packsService());
