import { packsService } from '../../../../src/lib/packs/service';
import type { Port } from '../../../../src/lib/wire/protocol';
import { serve } from '../../../../src/lib/wire/serve';

/** The packs worker, but for the look at what the files mean: these are seeded bytes, and no model. */
serve(self as Port, packsService());
