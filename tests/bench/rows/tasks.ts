import type { NullMessage } from '../../fakes/null-tokens';
import type { Lab } from '../lab';
import { openNullApp, openWork, runBare, runWork, type NullApp, type Work } from '../null-app';
import type { LongTask } from '../pages/watch';
import { paired } from '../rounds';
import type { Figure, RowResult } from '../row';
import { summary } from '../statistics';

const TOKENS = 512;
const PER_SECOND = 200;
const THROTTLE = 4;
/** What follows the last token (checks of the text, saving it) belongs to the stream. */
const AFTER_MS = 1000;
const SENTENCES = 16;
const SENTENCE = 'El río creció otra vez después de medianoche y la gente subió a la escuela. ';

type Case = { name: string; work: Work; answers: number };

const CASES: Case[] = [
  { name: 'Draft', work: { path: 'draft', text: 'river rose, school open, bring water' }, answers: 1 },
  { name: 'Translate, one sentence', work: { path: 'translate', text: SENTENCE.trim() }, answers: 1 },
  {
    name: `Translate, ${SENTENCES} sentences`,
    work: { path: 'translate', text: SENTENCE.repeat(SENTENCES).trim() },
    answers: SENTENCES,
  },
];

/** Tasks of the page's main thread over 50 ms, ms each. */
type Seen = { during: number[]; before: number[] };

/** Whether the page stays quick to the hand while text arrives, on a slow machine. */
export async function longTasks(lab: Lab): Promise<RowResult> {
  const app = await openNullApp(lab);
  try {
    const figures: Figure[] = [];
    const raw: Record<string, unknown> = {};
    for (const each of CASES) {
      app.engine({ tokens: TOKENS / each.answers, perSecond: PER_SECOND, paced: true });
      const pairs = await paired(
        lab.options.rounds,
        () => throttled(app, each, 'ours'),
        () => throttled(app, each, 'bare'),
      );
      const longest = (tasks: number[]) => Math.max(0, ...tasks);
      figures.push(
        {
          name: `${each.name}: over 50 ms`,
          unit: 'tasks',
          measured: summary(pairs.map(({ ours }) => ours.during.length)),
          target: { at: 'most', value: 0 },
        },
        {
          name: `${each.name}: longest`,
          unit: 'ms',
          measured: summary(pairs.map(({ ours }) => longest(ours.during))),
        },
        {
          name: `${each.name}: a bare paragraph, over 50 ms`,
          unit: 'tasks',
          measured: summary(pairs.map(({ bare }) => bare.during.length)),
        },
        {
          name: `${each.name}: before the first token, longest`,
          unit: 'ms',
          measured: summary(pairs.map(({ ours }) => longest(ours.before))),
        },
      );
      raw[each.name] = pairs;
    }
    return {
      row: 'tasks',
      figures,
      notes: [
        `${TOKENS} tokens at ${PER_SECOND} a second, ${THROTTLE}x CPU throttle, from the first token until ${AFTER_MS} ms after the last. A task's length is wall time: on a busy machine it holds waiting too.`,
      ],
      raw,
    };
  } finally {
    await app.close();
  }
}

async function throttled(app: NullApp, { work, answers }: Case, side: 'ours' | 'bare'): Promise<Seen> {
  await openWork(app, work);
  await app.page.waitForTimeout(500);
  await app.protocol.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  try {
    if (side === 'ours') await runWork(app, work, answers);
    else await runBare(app);
  } finally {
    await app.protocol.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  }
  const tasks: LongTask[] = await app.page.evaluate('window.watch.tasks');
  const sent = ((await app.page.evaluate('window.watch.sent')) as NullMessage[][]).flat();
  const first = Math.min(...sent.map(({ at }) => at));
  const last = Math.max(...sent.map(({ at }) => at)) + AFTER_MS;
  return {
    during: tasks.filter(({ at, ms }) => at + ms >= first && at <= last).map(({ ms }) => ms),
    before: tasks.filter(({ at, ms }) => at + ms < first).map(({ ms }) => ms),
  };
}
