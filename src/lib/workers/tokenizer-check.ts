import type { Digest } from '../domain/digest';
import { isAbort } from '../domain/errors';
import type { GgufHeader } from '../gguf/header';
import { tokenizerSteps } from '../gguf/tokenizer/tokenizer-json';
import { isAppErrorWith } from '../packs/form/refused';
import { sha256 } from '../packs/form/web-digest';
import { inSlices } from './breathe';

/** Models that are looked at in one go; what is kept of each is whether it passed. */
const MOST_KEPT = 16;
/** Oldest first. */
const checks = new Map<Digest, Promise<void>>();

/**
 * Whether our tokenizer can be made of this header; rejects with `gguf/` and why not. A model is planned first, and
 * vetted when its bytes are here and right: asked a second time of the same bytes, in whatever copy, it answers what came
 * out the first time, or waits for it.
 */
export async function checkTokenizer(header: GgufHeader, signal: AbortSignal): Promise<void> {
  const key = await digestOf(header);
  for (;;) {
    signal.throwIfAborted();
    try {
      return await (checks.get(key) ?? begin(key, header, signal));
    } catch (thrown) {
      // Whoever began it wants it no more: that says nothing of the header.
      if (!isAbort(thrown)) throw thrown;
    }
  }
}

function begin(key: Digest, header: GgufHeader, signal: AbortSignal): Promise<void> {
  const check = inSlices(tokenizerSteps(header), signal).then(() => {});
  checks.set(key, check);
  check.catch((thrown: unknown) => {
    if (!isAppErrorWith(thrown, 'gguf/') && checks.get(key) === check) checks.delete(key);
  });
  const [oldest] = checks.keys();
  if (checks.size > MOST_KEPT && oldest) checks.delete(oldest);
  return check;
}

/** Of the header's bytes, which lie where its words were found; of nothing where there are no words. */
function digestOf({ metadata, dataOffset }: GgufHeader): Promise<Digest> {
  const all = metadata.texts('tokenizer.ggml.tokens')?.bytes ?? new Uint8Array();
  return sha256(all.slice(0, dataOffset));
}
