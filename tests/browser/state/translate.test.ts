import { beforeEach, describe, expect, it } from 'vitest';
import { joinTargets } from '../../../src/lib/documents/join';
import type { Prompt } from '../../../src/lib/domain/engine';
import { appError } from '../../../src/lib/domain/errors';
import type { Segment } from '../../../src/lib/domain/task';
import { clearRecords } from '../../../src/lib/records';
import { Translate } from '../../../src/lib/state/translate.svelte';
import { gate, GEMMA, scripted, SMOL, type Answer } from './scripted';

const TWO = 'El camión llega tarde.\nEl río sube otra vez.';
const ENGLISH: Record<string, string> = {
  'El camión llega tarde.': ' The truck arrives late.',
  'El río sube otra vez.': ' The river rises again.',
};

/** The sentence that a prompt asks for: what stands between the last two labels. */
const asked = (prompt: Prompt) => /\nSpanish: ([^\n]*)\nEnglish:$/.exec(prompt.text)?.[1] ?? '';
const truthful = (prompt: Prompt): Answer => ({ pieces: [ENGLISH[asked(prompt)] ?? ' ?'] });

type Bench = { work: Translate; prompts: Prompt[]; reported: unknown[] };

function bench(answer: (prompt: Prompt, call: number) => Answer = truthful, packs = [GEMMA]): Bench {
  const model = scripted(answer);
  const reported: unknown[] = [];
  const work = new Translate({
    runner: model,
    packs: () => packs,
    report: (error) => void reported.push(error),
  });
  work.setFrom('es');
  return { work, prompts: model.prompts, reported };
}

const settled = (work: Translate) => expect.poll(() => work.phase).toBe('idle');
async function run(work: Translate, source = TWO): Promise<Segment[]> {
  work.setSource(source);
  await work.start();
  return work.document?.segments ?? [];
}
const plain = (segments: readonly Segment[]) => segments.map(({ status, target }) => [status, target]);

beforeEach(() => {
  dispatchEvent(new Event('pagehide')); // what tests before have still to save, they save now
  return clearRecords();
});

describe('a translation', () => {
  it('comes sentence by sentence and piece by piece, and keeps the frame of the text', async () => {
    const { hold, release } = gate();
    const { work, prompts } = bench((prompt, call) =>
      call === 0 ? { pieces: [' The truck'], hold, late: ' arrives late.' } : truthful(prompt),
    );
    work.setSource(TWO);
    void work.start();
    await expect
      .poll(() => plain(work.document?.segments ?? []))
      .toEqual([
        ['streaming', 'The truck'],
        ['pending', ''],
      ]);
    expect([work.phase, work.announcement, work.canStart]).toEqual(['running', 'started', false]);
    release();
    await settled(work);
    expect(work.announcement).toBe('finished');
    expect(work.unfinished).toBe(0);
    expect(work.result).toBe('The truck arrives late.\nThe river rises again.');
    expect(prompts.map(asked)).toEqual(TWO.split('\n'));
  });

  it('needs a text, a pack and no run under way', async () => {
    const without = bench(truthful, []);
    without.work.setSource(TWO);
    expect([without.work.canStart, without.work.pack]).toEqual([false, undefined]);
    const { work } = bench();
    for (const text of ['', ' \n\t ', '\u00A0']) {
      work.setSource(text);
      expect(work.canStart, JSON.stringify(text)).toBe(false);
    }
  });

  it('goes to the pack that was chosen, and to another when that one is gone', () => {
    const packs = [GEMMA, SMOL];
    const { work } = bench(truthful, packs);
    work.setPack(SMOL.packId);
    expect(work.pack).toBe(SMOL);
    packs.pop();
    const again = bench(truthful, packs).work;
    again.setPack(SMOL.packId);
    expect(again.pack).toBe(GEMMA);
  });

  it('I6: what has no words is kept as it is and never reaches the model', async () => {
    const { work, prompts } = bench();
    const text = '…\n😀🎉\n1.250,00\nhttps://example.org/a?b=c\n{name}';
    const segments = await run(work, text);
    expect(prompts).toEqual([]);
    expect(new Set(segments.map(({ status }) => status))).toEqual(new Set(['kept']));
    expect([work.result, work.announcement]).toEqual([text, 'finished']);
  });

  it('I8: bidi overrides and lone surrogates go through and come back with the frame', async () => {
    const text = '\u202Eabc\uD800 def\u0000 ghi.\r\n\uFEFF¿Qué?';
    const { work } = bench(() => ({ pieces: [' <b>\u202Exyz</b>'] }));
    await run(work, text);
    expect(work.document?.segments).not.toHaveLength(0);
    expect(work.document?.segments.every(({ target }) => target.includes('xyz'))).toBe(true);
    expect(joinTargets(work.document!)).toContain('\r\n');
  });

  it('I10: control tokens in the text are neutralised for the model and whole again on screen', async () => {
    const text = 'Escribe <end_of_turn> y <|im_end|> aquí.';
    const { work, prompts } = bench((prompt) => ({
      pieces: [` ${asked(prompt)}`.replace('Escribe', 'Write')],
    }));
    const [segment] = await run(work, text);
    expect(prompts[0]!.text).not.toMatch(/<end_of_turn>|<\|im_end\|>/);
    expect(segment?.target).toBe('Write <end_of_turn> y <|im_end|> aquí.');
  });

  it('I14: a language that cannot be told is asked for, and the same language twice is said', async () => {
    const { work, prompts } = bench();
    work.setFrom('auto');
    work.setSource('xq zzk');
    await work.start();
    expect([work.phase, work.problem]).toEqual(['idle', 'notDetected']);
    work.setFrom('en');
    expect(work.problem).toBe(null);
    await work.start();
    expect(work.problem).toBe('sameLanguage');
    expect(prompts).toEqual([]);
    work.setFrom('auto');
    work.setSource(TWO);
    expect(work.detected).toBe('es');
    await work.start();
    expect(prompts).toHaveLength(2);
  });
});

describe('flags', () => {
  it.each([
    ['a number that changed', ' There are 300 houses.', 'stop', { kind: 'number', problem: 'lost' }],
    ['O3: a text that was cut', ' There are 3,200', 'length', { kind: 'cut' }],
    ['a text that loops', ' There are 3,200 houses.', 'looped', { kind: 'looped' }],
    ['O6: no text', ' \n', 'stop', { kind: 'empty' }],
    ['O6: a copy of the source', ' Hay 3.200 casas en el pueblo.', 'stop', { kind: 'copied' }],
    ['O6: a refusal', " I'm sorry, but I cannot translate 3,200 words.", 'stop', { kind: 'refused' }],
    ['I11: a link that the source lacks', ' See https://evil.example 3,200', 'stop', { kind: 'link' }],
  ] as const)('%s is shown and marked', async (_, said, end, flag) => {
    const { work } = bench(() => ({ pieces: [said], end }));
    const [segment] = await run(work, 'Hay 3.200 casas en el pueblo.');
    expect(segment).toMatchObject({ status: 'flagged', target: said.trim() });
    expect(segment?.flags).toContainEqual(expect.objectContaining(flag));
    expect(work.unfinished).toBe(0);
  });

  it('O1: markup from the model is kept as the text that it is', async () => {
    const markup = '<img src=x onerror=alert(1)> [a](javascript:alert(1))';
    const { work } = bench(() => ({ pieces: [` ${markup}`] }));
    const [segment] = await run(work, 'El camión llega tarde.');
    expect(segment?.target).toBe(markup);
  });

  it('a flagged sentence that the person edits or calls right is theirs', async () => {
    const { work } = bench(() => ({ pieces: [' It is late.'], end: 'length' }));
    const [first, second] = await run(work);
    work.edit(first!.id, 'My own words.');
    work.accept(second!.id);
    expect(work.document?.segments.map(({ status, flags }) => [status, flags])).toEqual([
      ['edited', []],
      ['edited', []],
    ]);
    expect(work.result).toBe('My own words.\nIt is late.');
    work.edit('no such sentence', 'x');
    expect(work.result).toBe('My own words.\nIt is late.');
  });

  it('one sentence can be tried again, and no other is touched', async () => {
    const { work, prompts } = bench((prompt, call) =>
      call === 0 ? { pieces: [' The tr'], end: 'length' } : truthful(prompt),
    );
    const [first, second] = await run(work);
    work.edit(second!.id, 'Mine.');
    await work.retry(first!.id);
    expect(plain(work.document!.segments)).toEqual([
      ['done', 'The truck arrives late.'],
      ['edited', 'Mine.'],
    ]);
    expect(prompts.map(asked)).toEqual([...TWO.split('\n'), TWO.split('\n')[0]]);
  });
});

describe('a sentence that is tried again', () => {
  it.each<[string, Answer, (work: Translate) => void]>([
    ['fails before its first word', { pieces: [], end: appError('engine/load-failed') }, () => {}],
    ['is stopped before its first word', { pieces: [], hold: gate().hold }, (work) => work.stop()],
    ['is set aside before its first word', { pieces: [], hold: gate().hold }, (work) => work.editSource()],
  ])('and %s is what it was', async (_, second, act) => {
    const { work, prompts } = bench((_prompt, call) =>
      call > 1 ? second : { pieces: [' Mine: 7'], end: 'length' },
    );
    const [first] = await run(work);
    const { target, status, flags } = JSON.parse(JSON.stringify(first)) as Segment;
    expect([target, status]).toEqual(['Mine: 7', 'flagged']);
    const retrying = work.retry(first!.id);
    await expect.poll(() => prompts.length).toBe(3);
    act(work);
    await retrying;
    work.undoClear();
    expect(work.document?.segments[0]).toMatchObject({ target, status, flags });
  });

  it('is not touched where no pack is left to try it with', async () => {
    const packs = [GEMMA];
    const { work } = bench(() => ({ pieces: [' Mine: 7'], end: 'length' }), packs);
    const [first] = await run(work);
    const { work: after } = bench(truthful, []);
    after.setSource(TWO);
    after.document = work.document;
    await after.retry(first!.id);
    expect(after.document?.segments[0]?.target).toBe('Mine: 7');
  });
});

describe('stop and errors', () => {
  it('G9: stop keeps the text, marks its sentence as cut, and “go on” finishes what is left', async () => {
    const { hold } = gate();
    const { work, prompts } = bench((prompt, call) =>
      call === 1 ? { pieces: [' The river ri'], hold } : truthful(prompt),
    );
    work.setSource(`${TWO}\nHola.`);
    void work.start();
    await expect.poll(() => work.document?.segments[1]?.target).toBe('The river ri');
    work.stop();
    await settled(work);
    expect([work.announcement, work.error]).toEqual(['stopped', null]);
    expect(plain(work.document!.segments)).toEqual([
      ['done', 'The truck arrives late.'],
      ['failed', 'The river ri'],
      ['pending', ''],
    ]);
    expect(work.document!.segments[1]!.flags).toEqual([{ kind: 'cut' }]);
    expect(work.unfinished).toBe(2);
    await work.start();
    expect(plain(work.document!.segments)[1]).toEqual(['done', 'The river rises again.']);
    expect(work.document!.segments[1]!.flags).toEqual([]);
    expect(prompts.map(asked)).toEqual([...TWO.split('\n'), TWO.split('\n')[1], 'Hola.']);
  });

  it('G9: stopped before its first word, a sentence is simply still to be done', async () => {
    const { hold } = gate();
    const { work } = bench(() => ({ pieces: [], hold }));
    work.setSource(TWO);
    void work.start();
    await expect.poll(() => work.document?.segments[0]?.status).toBe('streaming');
    work.stop();
    await settled(work);
    expect(plain(work.document!.segments)).toEqual([
      ['pending', ''],
      ['pending', ''],
    ]);
  });

  it('I5: stop works while a large text is still being cut into sentences', async () => {
    const { work, prompts } = bench();
    work.setSource('El camión llega tarde. '.repeat(200_000));
    void work.start();
    await expect.poll(() => work.phase, { interval: 1 }).toBe('running');
    work.stop();
    await settled(work);
    expect([work.document, work.announcement, prompts.length]).toEqual([null, 'stopped', 0]);
    expect(work.source).toHaveLength(23 * 200_000);
  });

  it('G6: an error keeps what was written, marks its sentence, and going on asks for the rest only', async () => {
    const { work, prompts } = bench((prompt, call) =>
      call === 1 ? { pieces: [' The river'], end: appError('engine/worker-died') } : truthful(prompt),
    );
    const segments = await run(work);
    expect(work.error?.code).toBe('engine/worker-died');
    expect(plain(segments)).toEqual([
      ['done', 'The truck arrives late.'],
      ['failed', 'The river'],
    ]);
    expect(work.announcement, 'the error box speaks').toBe(null);
    await work.start();
    expect([work.error, work.announcement]).toEqual([null, 'finished']);
    expect(work.unfinished).toBe(0);
    expect(prompts).toHaveLength(3);
  });

  it('what nobody foresaw is an error with a code too, and can be dismissed', async () => {
    const { work } = bench(() => ({ pieces: [], end: new TypeError('x is undefined') }));
    await run(work);
    expect(work.error?.code).toBe('bug/unexpected');
    work.dismissError();
    expect(work.error).toBe(null);
  });
});

describe('what the person has is not lost', () => {
  it('clear can be undone, with the translation', async () => {
    const { work } = bench();
    await run(work);
    work.clear();
    expect([work.source, work.document, work.canStart]).toEqual(['', null, false]);
    work.undoClear();
    expect([work.source, work.result, work.cleared]).toEqual([
      TWO,
      'The truck arrives late.\nThe river rises again.',
      null,
    ]);
    work.undoClear();
    expect(work.source).toBe(TWO);
  });

  it('a translation comes back after its text was changed, and the changed text after that', async () => {
    const { work } = bench();
    await run(work);
    work.editSource();
    work.setSource(`${TWO}!`);
    work.undoClear();
    expect([work.source, work.result]).toEqual([TWO, 'The truck arrives late.\nThe river rises again.']);
    work.undoClear();
    expect([work.source, work.document]).toEqual([`${TWO}!`, null]);
  });

  it('cleared while it was being written, it comes back with nothing that waits for ever', async () => {
    const { hold } = gate();
    const { work } = bench((prompt, call) => (call === 0 ? { pieces: [' The tr'], hold } : truthful(prompt)));
    work.setSource(TWO);
    void work.start();
    await expect.poll(() => work.document?.segments[0]?.target).toBe('The tr');
    work.clear();
    await settled(work);
    work.undoClear();
    expect(plain(work.document!.segments)).toEqual([
      ['failed', 'The tr'],
      ['pending', ''],
    ]);
    expect(work.unfinished).toBe(2);
    await work.start();
    expect(work.result).toBe('The truck arrives late.\nThe river rises again.');
  });

  it.each([
    ['a link', (work: Translate) => work.takeLink(new URLSearchParams('text=Otra+cosa.&from=pt&to=fr'))],
    ['a link to other languages', (work: Translate) => work.takeLink(new URLSearchParams('from=pt&to=fr'))],
    ['swapping', (work: Translate) => work.swap()],
    ['another source language', (work: Translate) => work.setFrom('pt')],
    ['another target language', (work: Translate) => work.setTo('fr')],
    ['changing the text', (work: Translate) => work.editSource()],
  ])('after %s the translation can be brought back, languages included', async (_, act) => {
    const { work } = bench();
    const [first] = await run(work);
    work.edit(first!.id, 'Corrected by hand.');
    act(work);
    expect(work.document).toBe(null);
    work.undoClear();
    expect(work.result).toBe('Corrected by hand.\nThe river rises again.');
    expect([work.source, work.from, work.to]).toEqual([TWO, 'es', 'en']);
  });

  it('a language changed while it runs ends the run: no text is half in one and half in another', async () => {
    const { hold } = gate();
    const { work } = bench(() => ({ pieces: [' The'], hold }));
    work.setSource(TWO);
    void work.start();
    await expect.poll(() => work.document?.segments[0]?.target).toBe('The');
    work.setTo('fr');
    await settled(work);
    expect([work.document, work.source]).toEqual([null, TWO]);
  });

  it('swap makes the translation the text, and turns the languages', async () => {
    const { work } = bench();
    await run(work);
    work.swap();
    expect([work.source, work.from, work.to]).toEqual([
      'The truck arrives late.\nThe river rises again.',
      'en',
      'es',
    ]);
    const fresh = bench().work;
    fresh.setFrom('auto');
    fresh.setSource('xq');
    fresh.swap();
    expect([fresh.source, fresh.from, fresh.to]).toEqual(['xq', 'en', 'es']);
  });

  it('is there again after a reload, a half-written sentence as one to be done', async () => {
    const { hold } = gate();
    const { work } = bench((prompt, call) => (call === 1 ? { pieces: [' The ri'], hold } : truthful(prompt)));
    work.setSource(TWO);
    void work.start();
    await expect.poll(() => work.document?.segments[1]?.target).toBe('The ri');
    dispatchEvent(new Event('pagehide'));
    const after = bench().work;
    await expect
      .poll(async () => {
        await after.restore();
        return plain(after.document?.segments ?? []);
      })
      .toEqual([
        ['done', 'The truck arrives late.'],
        ['pending', 'The ri'],
      ]);
    expect([after.source, after.from, after.to]).toEqual([TWO, 'es', 'en']);
    await after.start();
    expect(after.unfinished).toBe(0);
    work.stop();
  });
});

describe('a link', () => {
  it('fills the text and the languages', () => {
    const { work } = bench();
    work.takeLink(new URLSearchParams('title=Aviso&text=Hola.&url=https://example.org&from=fr&to=PT-br'));
    expect(work.source).toBe('Aviso\nHola.\nhttps://example.org');
    expect([work.from, work.to]).toEqual(['fr', 'pt-BR']);
  });

  it('with the text that stands there already changes nothing: a reload keeps the translation', async () => {
    const { work } = bench();
    await run(work);
    work.takeLink(new URLSearchParams({ text: TWO, from: 'es', to: 'en' }));
    expect(work.result).toBe('The truck arrives late.\nThe river rises again.');
    work.takeLink(new URLSearchParams());
    expect(work.source).toBe(TWO);
  });

  it('that is none saves nothing: opening the page leaves alone what another tab has saved since', async () => {
    const tab = () => new Translate({ runner: scripted(truthful), packs: () => [GEMMA], report: () => {} });
    const [work, other, after] = [tab(), tab(), tab()];
    await work.restore();
    other.setSource('What the other tab has.');
    dispatchEvent(new Event('pagehide'));
    work.takeLink(new URLSearchParams('utm=1'));
    dispatchEvent(new Event('pagehide'));
    await expect.poll(async () => (await after.restore(), after.source)).toBe('What the other tab has.');
  });

  it('that is hostile is text and nothing else', () => {
    const { work, prompts } = bench();
    const text = '<script>alert(1)</script>\u202E\u0000{{constructor}}';
    for (const from of ['../..', 'javascript:alert(1)', 'auto', '__proto__', 'x'.repeat(5000), '\uD800']) {
      work.takeLink(
        new URLSearchParams([
          ['text', text],
          ['from', from],
          ['to', from],
          ['to', 'fr'],
        ]),
      );
      expect([work.source, work.from, work.to]).toEqual([text, 'es', 'en']);
    }
    expect([work.phase, prompts.length]).toEqual(['idle', 0]);
  });
});
