import type { NullMessage } from '../../fakes/null-tokens';
import type { Lab } from '../lab';
import { openNullApp, openWork, runBare, runWork, type NullApp, type Work } from '../null-app';
import type { Seen } from '../pages/watch';
import { paired } from '../rounds';
import type { Figure, RowResult } from '../row';
import { quantile, summary } from '../statistics';

const TOKENS = 512;
const PER_SECOND = 200;
const TARGET = { at: 'most', value: 0.2 } as const;
/** Long enough that the app leaves room for an answer of TOKENS; one sentence, so that it is one answer. */
const WORK: Work = { path: 'translate', text: 'El río creció otra vez después de medianoche.' };

/** ms for each token. */
type Stream = {
  /** From leaving the engine to being on the page, shared by the tokens of one message. */
  path: number[];
  /** How long the engine was held up by handing them over. */
  held: number[];
  /** The page's main thread, mean: all it did, and of that scripts, style, layout. */
  busy: Busy;
};

const METRICS = {
  all: 'TaskDuration',
  script: 'ScriptDuration',
  style: 'RecalcStyleDuration',
  layout: 'LayoutDuration',
} as const;
const KINDS = Object.keys(METRICS) as (keyof typeof METRICS)[];
type Busy = Record<keyof typeof METRICS, number>;

/** What lies between an engine and the screen: wire, client, state and the row of a sentence. */
export async function addedPerToken(lab: Lab): Promise<RowResult> {
  const app = await openNullApp(lab);
  try {
    await openWork(app, WORK);
    const measure = async (paced: boolean) => {
      app.engine({ tokens: TOKENS, perSecond: PER_SECOND, paced });
      await openWork(app, WORK);
      await app.page.evaluate('window.watch.look()');
      await streamed(app, 'ours'); // loads the engine and compiles both paths
      await streamed(app, 'bare');
      return paired(
        lab.options.rounds,
        () => streamed(app, 'ours'),
        () => streamed(app, 'bare'),
      );
    };
    const shipped = await measure(true);
    const alone = await measure(false);
    return {
      row: 'added',
      figures: [...figures('as shipped', shipped), ...figures('each token alone', alone)],
      notes: [
        `${TOKENS} tokens at ${PER_SECOND} a second into the Translate page. "Added" is the 95th percentile of ours minus that of one bare message a token into a paragraph. As shipped, deltas within one frame (16 ms) share a message.`,
      ],
      raw: { shipped, alone },
    };
  } finally {
    await app.close();
  }
}

function figures(name: string, pairs: { ours: Stream; bare: Stream }[]): Figure[] {
  const p95 = (values: number[]) => quantile(values, 0.95);
  const each = (of: (pair: { ours: Stream; bare: Stream }) => number) => summary(pairs.map(of));
  const unit = 'ms a token';
  return [
    {
      name: `${name}: added, p95`,
      unit,
      measured: each(({ ours, bare }) => p95(ours.path) - p95(bare.path)),
      target: TARGET,
    },
    { name: `${name}: ours, p95`, unit, measured: each(({ ours }) => p95(ours.path)) },
    { name: `${name}: bare, p95`, unit, measured: each(({ bare }) => p95(bare.path)) },
    {
      name: `${name}: added, median`,
      unit,
      measured: each(({ ours, bare }) => quantile(ours.path, 0.5) - quantile(bare.path, 0.5)),
    },
    { name: `${name}: engine held up, p95`, unit, measured: each(({ ours }) => p95(ours.held)) },
    ...KINDS.flatMap((kind) => [
      { name: `${name}: page busy (${kind}), ours`, unit, measured: each(({ ours }) => ours.busy[kind]) },
      { name: `${name}: page busy (${kind}), bare`, unit, measured: each(({ bare }) => bare.busy[kind]) },
    ]),
  ];
}

async function streamed(app: NullApp, side: 'ours' | 'bare'): Promise<Stream> {
  const before = await mainThread(app);
  if (side === 'ours') await runWork(app, WORK, 1);
  else await runBare(app);
  const after = await mainThread(app);
  const share = (kind: keyof Busy) => (after[kind] - before[kind]) / TOKENS;
  const busy = { all: share('all'), script: share('script'), style: share('style'), layout: share('layout') };
  const seen: Seen[] = await app.page.evaluate('window.watch.seen');
  const sent: NullMessage[][] = await app.page.evaluate('window.watch.sent');
  return { ...perToken(sent[0] ?? [], seen), busy };
}

/** The first look at which a message's text was there ends its way. The last message may be replaced unseen. */
function perToken(sent: readonly NullMessage[], seen: readonly Seen[]): Pick<Stream, 'path' | 'held'> {
  const path: number[] = [];
  const held: number[] = [];
  for (const { at, tokens, characters, heldMs } of sent) {
    const shown = seen.find((look) => look.at >= at && look.characters >= characters);
    for (let token = 0; token < tokens; token++) {
      held.push(heldMs / tokens);
      if (shown) path.push((shown.at - at) / tokens);
    }
  }
  if (path.length < TOKENS * 0.9) throw new Error(`only ${path.length} of ${TOKENS} tokens were seen`);
  return { path, held };
}

/** ms since the page was opened. */
async function mainThread({ protocol }: NullApp): Promise<Busy> {
  const { metrics } = await protocol.send('Performance.getMetrics');
  const ms = (kind: keyof Busy) => (metrics.find(({ name }) => name === METRICS[kind])?.value ?? NaN) * 1000;
  return { all: ms('all'), script: ms('script'), style: ms('style'), layout: ms('layout') };
}
