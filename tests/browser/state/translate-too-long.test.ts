import { beforeEach, expect, it } from 'vitest';
import type { Prompt } from '../../../src/lib/domain/engine';
import { appError } from '../../../src/lib/domain/errors';
import { clearRecords } from '../../../src/lib/records';
import { Translate } from '../../../src/lib/state/translate.svelte';
import { GEMMA, scripted, type Answer } from './scripted';

const ENGLISH: Record<string, string> = {
  'El camión llega tarde.': ' The truck arrives late.',
  'El río sube otra vez.': ' The river rises again.',
};
const LONG = 'Esta frase es larga.';
const TEXT = `El camión llega tarde.\n${LONG}\nEl río sube otra vez.`;

const asked = (prompt: Prompt) => /\nSpanish: ([^\n]*)\nEnglish:$/.exec(prompt.text)?.[1] ?? '';

function bench(answer: (prompt: Prompt) => Answer) {
  const model = scripted(answer);
  const work = new Translate({ runner: model, packs: () => [GEMMA], report: () => {} });
  work.setFrom('es');
  work.setSource(TEXT);
  const rows = () => work.document?.segments.map(({ source, status, target }) => [source, status, target]);
  return { work, prompts: model.prompts, rows };
}

const refusing = (prompt: Prompt): Answer =>
  asked(prompt) === LONG
    ? { pieces: [], end: appError('engine/too-long', { promptTokens: 9000, contextTokens: 4096 }) }
    : { pieces: [ENGLISH[asked(prompt)] ?? ' ?'] };

beforeEach(() => clearRecords());

it('a sentence that is too long for the model is marked, its source kept, and the others are translated', async () => {
  const { work, rows } = bench(refusing);
  await work.start();
  expect(rows()).toEqual([
    ['El camión llega tarde.', 'done', 'The truck arrives late.'],
    [LONG, 'failed', ''],
    ['El río sube otra vez.', 'done', 'The river rises again.'],
  ]);
  expect([work.error?.code, work.phase, work.unfinished]).toEqual(['engine/too-long', 'idle', 1]);
  expect(work.announcement, 'the error box speaks').toBe(null);
});

it('going on is not stuck on it: what else is left is translated', async () => {
  let died = false;
  const { work, prompts, rows } = bench((prompt) => {
    if (asked(prompt).startsWith('El río') && !died) {
      died = true;
      return { pieces: [], end: appError('engine/worker-died') };
    }
    return refusing(prompt);
  });
  await work.start();
  expect(work.error?.code, 'what ended the run is told, not what it passed by').toBe('engine/worker-died');
  await work.start();
  expect(rows()?.map(([, status]) => status)).toEqual(['done', 'failed', 'done']);
  expect(prompts.map(asked).filter((source) => source.startsWith('El camión'))).toHaveLength(1);
});

it('any other failure still ends the run: a dead engine is not asked for every sentence', async () => {
  const { work, prompts } = bench(() => ({ pieces: [], end: appError('engine/load-failed') }));
  await work.start();
  expect([work.error?.code, prompts.length]).toEqual(['engine/load-failed', 1]);
});
