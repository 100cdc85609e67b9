import type { DraftIntent } from '../domain/task';

export type IntentPrompt = {
  /** For instruct models: short and plain, one demand. Each wording and example was tried on SmolLM2-135M. */
  ask: (text: string) => string;
  /** For base models: what the page is. */
  heading: string;
  inputLabel: string;
  outputLabel: string;
  /** `inChat` where an answered turn before it helps a small instruct model more than it leaks into the answer. */
  example: { input: string; output: string; inChat: boolean };
  maxTokens: (inputTokens: number) => number;
};

export const DRAFT_INTENTS: Record<DraftIntent, IntentPrompt> = {
  paragraph: {
    ask: (text) => `Write these notes as one short paragraph. Use only what the notes say.\n\n${text}`,
    heading: 'Notes, each written out as one paragraph.',
    inputLabel: 'Notes',
    outputLabel: 'Paragraph',
    example: {
      input: '- market day moved to Friday\n- road closed near the bridge\n- bring water',
      output:
        'Market day has moved to Friday. The road near the bridge is closed, so please take another way, and bring water with you.',
      inChat: true,
    },
    maxTokens: (input) => 2 * input + 96,
  },
  reply: {
    ask: (text) => `I got this message:\n\n${text}\n\nWrite my reply in two sentences.`,
    heading: 'Messages, each with a short and friendly reply.',
    inputLabel: 'Message',
    outputLabel: 'Reply',
    example: {
      input: 'Hello, can you tell me when the library opens tomorrow? Thank you, Sam',
      output:
        'Hello Sam,\nThank you for your message. I will find out when the library opens and write to you today.',
      inChat: false,
    },
    maxTokens: () => 128,
  },
  bullets: {
    ask: (text) => `List the main points of this text as short bullet points.\n\n${text}`,
    heading: 'Texts, each with its main points.',
    inputLabel: 'Text',
    outputLabel: 'Main points',
    example: {
      input:
        'The village well was repaired on Monday after two weeks. Families can fetch water again in the morning and in the evening. The pump must not be used at night.',
      output:
        '- The well was repaired on Monday.\n- Families can fetch water in the morning and in the evening.\n- The pump must not be used at night.',
      inChat: false,
    },
    maxTokens: (input) => input + 64,
  },
  polite: {
    ask: (text) => `Rewrite this message so that it is polite. Keep the meaning.\n\n${text}`,
    heading: 'Messages, each rewritten politely.',
    inputLabel: 'Message',
    outputLabel: 'Polite message',
    example: {
      input: 'Send me the list now. You are late again.',
      output: 'Could you please send me the list as soon as you can? We had expected it earlier. Thank you.',
      inChat: true,
    },
    maxTokens: (input) => 2 * input + 64,
  },
  simple: {
    ask: (text) => `Rewrite this text in simple words and short sentences. Keep all the facts.\n\n${text}`,
    heading: 'Texts, each rewritten in simple words.',
    inputLabel: 'Text',
    outputLabel: 'Simple text',
    example: {
      input:
        'Owing to the deterioration of the bridge, vehicles exceeding two tonnes are prohibited from crossing until further notice.',
      output: 'The bridge is in bad shape. Cars and trucks over two tonnes may not cross it for now.',
      inChat: true,
    },
    maxTokens: (input) => 2 * input + 64,
  },
};
