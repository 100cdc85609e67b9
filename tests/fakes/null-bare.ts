/** The least that a stream from a worker can be: one message a token, and nothing around it. */
import { clock, NULL_CHANNEL, nullSetting, nullTokens, type NullMessage } from './null-tokens';

const channel = new BroadcastChannel(NULL_CHANNEL);
const messages: NullMessage[] = [];
let characters = -1;
for await (const text of nullTokens(nullSetting())) {
  characters += text.length;
  const message = { at: clock(), tokens: 1, characters, heldMs: 0 };
  messages.push(message);
  self.postMessage(text);
  message.heldMs = clock() - message.at;
}
channel.postMessage(messages);
