import { fail } from '../domain/errors';
import type { Adapter } from './service';

/** A load that resolves is not believed by either engine: one token is. */
export async function probeToken(generate: Adapter['generate'], signal: AbortSignal): Promise<void> {
  const sampling = { temperature: 0, topP: 1, seed: 0 };
  for await (const event of generate({ text: 'The', stop: [], sampling, maxTokens: 1 }, signal)) {
    if (event.kind !== 'end') continue;
    if (event.reason === 'cancelled') throw new DOMException('aborted', 'AbortError');
    if (event.usage.completionTokens < 1) fail('engine/load-failed', { what: 'no token came' });
  }
}
