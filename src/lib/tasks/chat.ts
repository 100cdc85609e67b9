import type { ChatFormat } from '../domain/pack';

/** An answered turn is an example; the last turn has no answer yet. */
export type Turn = { user: string; assistant?: string };

const SLOT = '{content}';

/** Turns in the model's own markup, open for the assistant to go on. Never a system turn unless `system` is given. */
export function renderChat(format: ChatFormat, turns: readonly Turn[], system?: string): string {
  let text = system !== undefined && format.system !== null ? fill(format.system, system) : '';
  for (const { user, assistant } of turns) {
    text += fill(format.user, user) + format.assistant;
    if (assistant !== undefined) text += assistant + assistantEnd(format);
  }
  return text;
}

function fill(template: string, content: string): string {
  return template.split(SLOT).join(content);
}

/** Most families close both roles alike; the others close the assistant's turn with their stop string. */
function assistantEnd({ user, stop }: ChatFormat): string {
  const afterUser = user.slice(user.lastIndexOf(SLOT) + SLOT.length);
  return stop.some((end) => afterUser.startsWith(end)) ? afterUser : (stop[0] ?? '\n');
}
