import { expect, it } from 'vitest';
import { splitText } from '../../../src/lib/documents/text';
import { parseTranslateRecord, type TranslateRecord } from '../../../src/lib/state/translateRecord';

const source = '- Uno llega tarde.\n- Dos llegan hoy.\n';

function record(): TranslateRecord & { document: NonNullable<TranslateRecord['document']> } {
  const document = splitText(source, 'es');
  Object.assign(document.segments[0]!, {
    target: 'One is late.',
    status: 'flagged',
    flags: [{ kind: 'copied' }, { kind: 'number', problem: 'lost', details: '1' }],
  });
  return { source, from: 'es', to: 'en', packId: 'p', document };
}

it('takes a record back as it was written', () => {
  expect(parseTranslateRecord(structuredClone(record()))).toEqual(record());
});

it('a sentence that was being written when the page went away is to be done again', () => {
  const stored = record();
  Object.assign(stored.document.segments[1]!, { status: 'streaming', target: 'Two arr' });
  expect(parseTranslateRecord(stored)?.document?.segments[1]).toMatchObject({
    status: 'pending',
    target: 'Two arr',
  });
});

it.each([undefined, null, 'text', [], {}, { source: 3, from: 'es', to: 'en', packId: '', document: null }])(
  'S8: what is not a record counts as none (%j)',
  (stored) => {
    expect(parseTranslateRecord(stored)).toBeUndefined();
  },
);

it('S8: a damaged document costs the translation, never the person’s own text', () => {
  const { document, ...rest } = record();
  const [first, second] = document.segments;
  for (const damaged of [
    'text',
    { frame: document.frame },
    { ...document, frame: document.frame.slice(1) },
    { ...document, frame: [...document.frame.slice(0, -1), 7] },
    { ...document, segments: [first, null] },
    { ...document, segments: [first, { ...second, target: 3 }] },
    // Two rows with one name would break the list on the page.
    { ...document, segments: [first, { ...second, id: first!.id }] },
    // Sentences of another text than the one that stands beside them.
    { ...document, segments: [first, { ...second, source: 'Otra cosa.' }] },
  ]) {
    expect(parseTranslateRecord({ ...rest, document: damaged })).toEqual({ ...rest, document: null });
  }
});

it('S8: what is no flag is left out: the page could not word it', () => {
  const stored = record();
  const flags = [
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
  Object.assign(stored.document.segments[0]!, { flags });
  expect(parseTranslateRecord(stored)?.document?.segments[0]?.flags).toEqual([
    { kind: 'copied' },
    { kind: 'language', details: 'fr' },
  ]);
});

it('S8: languages that are none are asked for again', () => {
  expect(parseTranslateRecord({ ...record(), from: '!!', to: 'not a tag' })).toMatchObject({
    source,
    from: 'auto',
    to: 'en',
  });
  expect(parseTranslateRecord({ ...record(), from: 'auto', to: 'pt-br' })).toMatchObject({
    from: 'auto',
    to: 'pt-BR',
  });
});
