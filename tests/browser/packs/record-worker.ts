import type { Digest } from '../../../src/lib/domain/digest';
import { openStore } from '../../../src/lib/packs/store/store';
import type { Port } from '../../../src/lib/wire/protocol';
import { serve } from '../../../src/lib/wire/serve';

/** One tab that writes a record again and again, or reads it; the store’s folder is told through its name. */
export type RecordService = {
  /** Writes `text` and a number, this often. */
  write(args: { name: Digest; text: string; times: number }): Promise<null>;
  /** Reads this often; how often it was a text of that writer, no record at all, and anything else. */
  read(args: {
    name: Digest;
    text: string;
    times: number;
  }): Promise<Record<'whole' | 'none' | 'other', number>>;
};

const service: RecordService = {
  async write({ name, text, times }) {
    const store = await openStore(self.name);
    for (let time = 0; time < times; time++) await store.writeRecord('wanted', name, text + time);
    return null;
  },
  async read({ name, text, times }) {
    const store = await openStore(self.name);
    const seen = { whole: 0, none: 0, other: 0 };
    for (let time = 0; time < times; time++) {
      const found = await store.readRecord('wanted', name);
      if (found === undefined) seen.none++;
      else if (found.startsWith(text) && /^\d+$/.test(found.slice(text.length))) seen.whole++;
      else seen.other++;
    }
    return seen;
  },
};
serve(self as Port, service);
