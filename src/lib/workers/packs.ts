import { packsService } from '../packs/service';
import { serve } from '../wire/serve';
import type { Port } from '../wire/protocol';

/** Fetches, checks and keeps packs. It has a network; it never sees the person's text. */
serve(self as Port, packsService());
