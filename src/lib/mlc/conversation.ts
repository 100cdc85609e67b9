import type { ChatFormat } from '../domain/pack';
import { isObject, type JsonObject } from './read-json';

/** A conversation template as web-llm reads it, in the words of a prompt that is rendered by us. */
export type ConversationTemplate = {
  /** Null for a base model: its turns have no markup. Without the texts of `stopIds`. */
  chat: ChatFormat | null;
  stopIds: number[];
  /** Tokens before every conversation. */
  prefixIds: number[];
};

const CONTENT = '{content}';
const LONGEST = 2000;
const MOST_STOPS = 16;

/** Null for a template that cannot be written as a format: a name, a function, texts that are too long. */
export function readConversation(
  value: unknown,
  ids: (value: unknown, name: string) => number[],
): ConversationTemplate | null {
  if (!isObject(value)) return null;
  return {
    chat: chatOf(value),
    stopIds: ids(value.stop_token_ids, 'stop_token_ids'),
    prefixIds: ids(value.system_prefix_token_ids, 'system_prefix_token_ids').slice(0, 4),
  };
}

function chatOf(template: JsonObject): ChatFormat | null {
  const roles = isObject(template.roles) ? template.roles : {};
  const seps = Array.isArray(template.seps) ? template.seps : [];
  const texts = {
    user: roles.user,
    assistant: roles.assistant,
    separator: seps[0],
    // As web-llm has it where a template says nothing.
    beforeContent: template.role_content_sep ?? ': ',
    beforeNothing: template.role_empty_sep ?? ': ',
    system: template.system_template ?? '',
    wrapped: wrapperOf(template),
  };
  const usable = Object.values(texts).every((text) => typeof text === 'string' && text.length <= LONGEST);
  if (!usable) return null;
  const { user, assistant, separator, beforeContent, beforeNothing, system, wrapped } = texts as Record<
    keyof typeof texts,
    string
  >;
  if (user.trim() === '' && assistant.trim() === '') return null;
  const content = wrapped.split('{user_message}');
  // A template that holds our own mark could put a person's text where it does not belong.
  const forged = Object.values(texts).some((text) => (text as string).includes(CONTENT));
  if (content.length !== 2 || forged) return null;
  return {
    system: systemOf(system),
    user: `${user}${beforeContent}${content[0]}${CONTENT}${content[1]}${separator}`,
    assistant: `${assistant}${beforeNothing}`,
    stop: stopsOf(template.stop_str),
  };
}

function wrapperOf({ role_templates: templates }: JsonObject): unknown {
  return isObject(templates) && typeof templates.user === 'string' ? templates.user : '{user_message}';
}

/** Null where the system message has no markup of its own: such models have no system turn. */
function systemOf(template: string): string | null {
  const parts = template.split('{system_message}');
  return parts.length === 2 && parts.join('').trim() !== '' ? parts.join(CONTENT) : null;
}

function stopsOf(stops: unknown): string[] {
  const list = Array.isArray(stops) ? stops : [];
  return list
    .filter((stop): stop is string => typeof stop === 'string' && stop !== '' && stop.length <= 200)
    .slice(0, MOST_STOPS);
}
