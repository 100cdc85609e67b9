import type { Page } from '@playwright/test';
import { cpuBetween, openProfile, type Profile } from '../browser';
import type { Lab } from '../lab';
import { PROMPTS } from '../prompts';
import type { RowName } from '../options';
import { paired } from '../rounds';
import type { RowResult } from '../row';
import { PAGES_BASE } from '../scripts';
import { BARE_BASE, serveSite } from '../server';
import { summary } from '../statistics';
import type { Answer } from '../pages/timed';

const TARGET = { at: 'least', value: 0.98 } as const;
const WARM_UP_TOKENS = 4;
/** Short answers, often in turn: what the machine does meanwhile changes within seconds. */
const PAIRS_A_ROUND = 3;

type Measured = Answer & { cpuMs: number };

/** What the browser says of the adapter. */
const ADAPTER =
  'navigator.gpu.requestAdapter().then(({ info: { vendor, architecture, description } }) => ({ vendor, architecture, description }))';

/** Decoding speed of our engine over that of the library below it, on one page, with the same bytes. */
export async function compareEngines(lab: Lab, row: RowName, engine: 'gpu' | 'cpu'): Promise<RowResult> {
  const gpu = engine === 'gpu';
  const site = await serveSite({
    build: await lab.app(),
    packs: lab.packs(),
    pages: await lab.pages(),
    ...(gpu ? { bare: await lab.derived() } : {}),
  });
  const profile = await openProfile({ gpu });
  lab.browser = profile.version;
  try {
    const page = await profile.context.newPage();
    await page.goto(`${site.url}${PAGES_BASE}engines.html`);
    await page.evaluate("window.engines.install('SmolLM2')");
    await page.evaluate(gpu ? `window.engines.loadGpu('${BARE_BASE}')` : 'window.engines.loadCpu()');
    const adapter = gpu ? await page.evaluate(ADAPTER) : null;
    const { rounds, tokens } = lab.options;
    const ask = (side: 'ours' | 'bare') => (round: number) =>
      measured(profile, page, side, PROMPTS[round % PROMPTS.length]!, tokens);
    for (const side of ['ours', 'bare'] as const) await answerOf(page, side, 'The', WARM_UP_TOKENS);
    const pairs = await paired(rounds * PAIRS_A_ROUND, ask('ours'), ask('bare'));
    for (const [round, { ours, bare }] of pairs.entries()) checkSame(round, ours, bare, tokens);
    return {
      row,
      figures: [
        {
          name: 'tokens a second, ours / bare',
          unit: 'ratio',
          measured: summary(pairs.map(({ ours, bare }) => rate(ours) / rate(bare))),
          target: TARGET,
        },
        {
          name: 'CPU time a token, prompt too, bare / ours',
          unit: 'ratio',
          measured: summary(pairs.map(({ ours, bare }) => bare.cpuMs / ours.cpuMs)),
        },
        { name: 'ours', unit: 'tokens/s', measured: summary(pairs.map(({ ours }) => rate(ours))) },
        { name: 'bare', unit: 'tokens/s', measured: summary(pairs.map(({ bare }) => rate(bare))) },
        {
          name: 'ours - bare',
          unit: 'ms a token',
          measured: summary(pairs.map(({ ours, bare }) => 1000 / rate(ours) - 1000 / rate(bare))),
        },
      ],
      notes: [
        `${pairs.length} pairs of ${tokens} greedy tokens; the texts of both sides were the same in every pair.`,
      ],
      raw: { adapter, pairs },
    };
  } finally {
    await profile.close();
    await site.close();
  }
}

async function measured(
  profile: Profile,
  page: Page,
  side: 'ours' | 'bare',
  prompt: string,
  tokens: number,
): Promise<Measured> {
  const before = await profile.cpuMs();
  const answer = await answerOf(page, side, prompt, tokens);
  return { ...answer, cpuMs: cpuBetween(before, await profile.cpuMs()) };
}

function answerOf(page: Page, side: 'ours' | 'bare', prompt: string, tokens: number): Promise<Answer> {
  return page.evaluate(`window.engines.sides.${side}(${JSON.stringify(prompt)}, ${tokens})`);
}

const rate = ({ ms, tokens }: Answer) => ((tokens - 1) * 1000) / ms;

function checkSame(round: number, ours: Answer, bare: Answer, tokens: number): void {
  if (ours.text === bare.text && ours.tokens === tokens && bare.tokens === tokens) return;
  const seen = JSON.stringify({ ours, bare });
  throw new Error(`round ${round + 1}: the two sides did not say the same ${tokens} tokens: ${seen}`);
}
