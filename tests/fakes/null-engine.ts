/**
 * An engine worker that computes nothing: our own host, wire and pacer around words at a fixed pace. Served in place of
 * a real engine's script, it shows what everything but the engine costs.
 */
import type { Prompt, TokenEvent } from '../../src/lib/domain/engine';
import { hostEngine } from '../../src/lib/engine/host';
import { Pacer } from '../../src/lib/engine/pacer';
import type { Adapter } from '../../src/lib/engine/service';
import type { Port } from '../../src/lib/wire/protocol';
import { clock, NULL_CHANNEL, nullSetting, nullTokens, type NullMessage } from './null-tokens';

const setting = nullSetting();
const channel = new BroadcastChannel(NULL_CHANNEL);

/** A delta that goes alone in its message, as those with alternatives do. */
const alone = { push: (text: string): TokenEvent => ({ kind: 'delta', text }), flush: () => undefined };

async function* generate(prompt: Prompt, signal: AbortSignal): AsyncGenerator<TokenEvent, void, void> {
  const pacer = setting.paced ? new Pacer() : alone;
  const messages: NullMessage[] = [];
  let tokens = 0;
  let characters = -1;
  let held = 0;
  yield { kind: 'start', promptTokens: prompt.text.length };
  for await (const text of nullTokens(setting)) {
    if (signal.aborted) break;
    tokens += 1;
    held += 1;
    characters += text.length;
    const event = pacer.push(text);
    if (!event) continue;
    const message = { at: clock(), tokens: held, characters, heldMs: 0 };
    messages.push(message);
    held = 0;
    yield event;
    message.heldMs = clock() - message.at;
  }
  const rest = pacer.flush();
  if (rest) yield rest;
  const usage = { promptTokens: 0, completionTokens: tokens, prefillMs: 0, decodeMs: 0 };
  yield { kind: 'end', reason: signal.aborted ? 'cancelled' : 'stop', usage };
  channel.postMessage(messages);
}

const adapter: Adapter = {
  load: async (_, { onProgress }) => {
    onProgress({ stage: 'probe', fraction: 1 });
    return { contextTokens: 4096 };
  },
  generate,
};

hostEngine(self as unknown as Port, () => adapter);
