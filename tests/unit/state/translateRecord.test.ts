import { expect, it } from 'vitest';
import { splitText } from '../../../src/lib/documents/text';
import {
  makeTranslateRecord,
  parseTranslateRecord,
  type TranslateWork,
} from '../../../src/lib/state/translateRecord';

const source = '- Uno llega tarde.\n- Dos llegan hoy.\n\n42\n';

function work(): TranslateWork & { document: NonNullable<TranslateWork['document']> } {
  const document = splitText(source, 'es');
  Object.assign(document.segments[0]!, {
    target: 'One is late.',
    status: 'flagged',
    flags: [{ kind: 'copied' }, { kind: 'number', problem: 'lost', details: '1' }],
  });
  return { source, from: 'es', to: 'en', packId: 'p', document };
}
const stored = () => structuredClone(makeTranslateRecord(work()));

it('gives back what was kept, sentence by sentence', () => {
  expect(parseTranslateRecord(stored())).toEqual(work());
});

it('keeps of the translation only what was done', () => {
  const document = splitText('Uno llega. Dos llegan. '.repeat(500), 'es');
  Object.assign(document.segments[7]!, { target: 'Two arrive.', status: 'done' });
  const record = makeTranslateRecord({ ...work(), source: 'Uno llega. Dos llegan. '.repeat(500), document });
  expect(record.done.map(({ index }) => index)).toEqual([7]);
  expect(parseTranslateRecord(record)?.document).toEqual(document);
});

it('a text that is not cut yet has no document', () => {
  const record = makeTranslateRecord({ ...work(), document: null });
  expect(parseTranslateRecord(structuredClone(record))).toEqual({ ...work(), document: null });
});

it('a sentence that was being written when the page went away is to be done again', () => {
  const { document, ...rest } = work();
  Object.assign(document.segments[1]!, { status: 'streaming', target: 'Two arr' });
  const parsed = parseTranslateRecord(makeTranslateRecord({ ...rest, document }));
  expect(parsed?.document?.segments[1]).toMatchObject({ status: 'pending', target: 'Two arr' });
});

it.each([undefined, null, 'text', [], {}, { source: 3, packId: '' }, { source: 'x' }])(
  'S8: what is not a record counts as none (%j)',
  (damaged) => {
    expect(parseTranslateRecord(damaged)).toBeUndefined();
  },
);

it('S8: a damaged document costs the translation, never the person’s own text', () => {
  const { cuts, done } = stored();
  const longer = cuts.slice();
  longer[0]! += 1;
  for (const damage of [
    { cuts: 'text' },
    { cuts: [...cuts] },
    { cuts: cuts.slice(1) },
    { cuts: cuts.slice(2) },
    { cuts: longer },
    { cuts: undefined },
    { done: {} },
    { done: [null] },
    { done: [{ ...done[0], index: -1 }] },
    { done: [{ ...done[0], index: 99 }] },
    { done: [{ ...done[0], index: 'length' }] },
    { done: [{ ...done[0], target: 3 }] },
  ]) {
    expect(parseTranslateRecord({ ...stored(), ...damage })).toEqual({ ...work(), document: null });
  }
});

it('S8: what is no flag is left out: the page could not word it', () => {
  const record = stored();
  const flags: unknown[] = [
    { kind: 'copied' },
    { kind: 'from a newer version' },
    { kind: 'number', problem: 'eaten', details: '3' },
    { kind: 'number', problem: 'lost' },
    { kind: 'script', details: 5 },
    { kind: 'added' },
    { kind: 'toString' },
    null,
    'copied',
    { kind: 'language', details: 'fr' },
  ];
  Object.assign(record.done[0]!, { flags });
  expect(parseTranslateRecord(record)?.document?.segments[0]?.flags).toEqual([
    { kind: 'copied' },
    { kind: 'language', details: 'fr' },
  ]);
});

it('S8: languages that are none are asked for again', () => {
  expect(parseTranslateRecord({ ...stored(), from: '!!', to: 'not a tag' })).toMatchObject({
    source,
    from: 'auto',
    to: 'en',
  });
  expect(parseTranslateRecord({ ...stored(), from: 'auto', to: 'pt-br' })).toMatchObject({
    from: 'auto',
    to: 'pt-BR',
  });
  expect(parseTranslateRecord({ ...stored(), from: 7, to: undefined })).toMatchObject({
    from: 'auto',
    to: 'en',
  });
});
