import { type ErrorShape, errorShape, toAppError } from '../domain/errors';
import type { PackId } from '../domain/pack';
import type { MirrorList } from '../packs/hub/mirror';
import type { PacksService } from '../packs/service';
import type { Connection } from '../wire/connect';

export type MirrorTest =
  { kind: 'asking' } | { kind: 'answered'; list: MirrorList } | { kind: 'failed'; error: ErrorShape };

export type ShownTest =
  | Exclude<MirrorTest, { kind: 'answered' }>
  | {
      kind: 'answered';
      offers: { packId: PackId; name: string }[];
      /** Entries of its list that are damaged, or that this app cannot read. */
      refused: number;
      key: string | null;
      unchecked?: ErrorShape;
    };

/** What the mirrors that a person has named said when they were asked. */
export class Mirrors {
  readonly tests = $state<Record<string, MirrorTest | undefined>>({});
  readonly #sources: () => Connection<PacksService>;

  constructor(sources: () => Connection<PacksService>) {
    this.#sources = sources;
  }

  /** The same for the screen: names in place of manifests. */
  shown(baseUrl: string): ShownTest | undefined {
    const test = this.tests[baseUrl];
    if (test?.kind !== 'answered') return test;
    const offers = test.list.offers.map(({ packId, manifest }) => ({ packId, name: manifest.name }));
    const { key, unchecked } = test.list;
    const refused = test.list.refused.length;
    return { kind: 'answered', offers, refused, key, ...(unchecked ? { unchecked } : {}) };
  }

  async test(baseUrl: string): Promise<void> {
    this.tests[baseUrl] = { kind: 'asking' };
    try {
      const list = await this.#sources().call('mirror', { baseUrl });
      this.tests[baseUrl] = { kind: 'answered', list };
    } catch (thrown) {
      this.tests[baseUrl] = { kind: 'failed', error: errorShape(toAppError(thrown)) };
    }
  }
}
