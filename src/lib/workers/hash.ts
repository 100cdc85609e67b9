import type { Digest } from '../domain/digest';
import { openSha256, type Sha256Stream } from '../packs/form/sha256';
import type { Port } from '../wire/protocol';
import { serve } from '../wire/serve';

/** Hashes what another worker reads and writes: a thread of its own for each of the two. Streams go by number. */
export type HashService = {
  open(file: { bytes: number; state?: Uint8Array }): Promise<number>;
  update(args: { stream: number; bytes: Uint8Array<ArrayBuffer> }): Promise<null>;
  save(args: { stream: number }): Promise<Uint8Array>;
  digest(args: { stream: number }): Promise<Digest>;
};

const streams: Sha256Stream[] = [];
const of = (stream: number) => streams[stream]!;

const service: HashService = {
  open: async (file) => streams.push(await openSha256(file)) - 1,
  async update({ stream, bytes }) {
    await of(stream).update(bytes);
    return null;
  },
  save: ({ stream }) => of(stream).save(),
  digest: ({ stream }) => of(stream).digest(),
};
serve(self as Port, service);
