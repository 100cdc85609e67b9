import { cpuBetween, openProfile, type Profile } from '../browser';
import type { Lab } from '../lab';
import type { Warm } from '../pages/warmed';
import { paired } from '../rounds';
import type { RowResult } from '../row';
import { PAGES_BASE } from '../scripts';
import { BARE_BASE, serveSite } from '../server';
import { summary } from '../statistics';

/** Opening a page until a model is loaded, out of what is on the device. */
export async function warmStart(lab: Lab): Promise<RowResult> {
  const { facts } = await lab.library();
  const site = await serveSite({
    build: await lab.app(),
    packs: lab.packs(),
    pages: await lab.pages(),
    bare: await lab.derived(),
  });
  const profile = await openProfile({ gpu: true });
  lab.browser = profile.version;
  const { context } = profile;
  const base = `${site.url}${PAGES_BASE}`;
  const bareQuery = new URLSearchParams({ base: BARE_BASE, context: String(facts.contextTokens) });
  const open = (side: 'ours' | 'bare') => () =>
    openOnce(profile, side === 'ours' ? `${base}warm-ours.html` : `${base}warm-bare.html?${bareQuery}`);
  try {
    const page = await context.newPage();
    await page.goto(`${base}engines.html`);
    await page.evaluate("window.engines.install('SmolLM2')");
    // Once each, unmeasured: web-llm fills its cache, and both meet compiled scripts and shaders afterwards.
    await open('bare')();
    await open('ours')();
    const pairs = await paired(lab.options.rounds, open('ours'), open('bare'));
    const ratio = (of: (warm: Measured) => number) =>
      summary(pairs.map(({ ours, bare }) => of(ours) / of(bare)));
    return {
      row: 'warm',
      figures: [
        {
          name: 'ours, verified, token out / bare, reload() resolved',
          unit: 'ratio',
          measured: ratio(({ loaded }) => loaded),
          target: { at: 'most', value: 1 },
        },
        {
          name: 'ours, verified, token out / bare, token out',
          unit: 'ratio',
          measured: ratio(({ firstToken }) => firstToken),
        },
        {
          name: 'CPU time, a token out on both sides, ours / bare',
          unit: 'ratio',
          measured: ratio(({ cpuMs }) => cpuMs),
        },
        { name: 'ours', unit: 's', measured: summary(pairs.map(({ ours }) => ours.loaded / 1000)) },
        { name: 'bare', unit: 's', measured: summary(pairs.map(({ bare }) => bare.loaded / 1000)) },
        ...stageFigures(
          'ours',
          pairs.map(({ ours }) => ours),
        ),
        ...stageFigures(
          'bare',
          pairs.map(({ bare }) => bare),
        ),
      ],
      notes: [
        'Ours: the pack found, every chunk read from OPFS and hashed, repacked, loaded, a probe token out. Bare: shards out of the Cache API, unchecked.',
      ],
      raw: pairs,
    };
  } finally {
    await profile.close();
    await site.close();
  }
}

type Measured = Warm & { cpuMs: number };

async function openOnce(profile: Profile, url: string): Promise<Measured> {
  const before = await profile.cpuMs();
  const page = await profile.context.newPage();
  try {
    await page.goto(url);
    const warm: Warm = await page.evaluate('window.warm');
    return { ...warm, cpuMs: cpuBetween(before, await profile.cpuMs()) };
  } finally {
    await page.close();
  }
}

/** When each stage began, s after the page was opened. */
function stageFigures(side: 'ours' | 'bare', starts: Warm[]): RowResult['figures'] {
  const names = Object.keys(starts[0]?.stages ?? {});
  return names.map((name) => ({
    name: `${side}, stage "${name}" at`,
    unit: 's',
    measured: summary(starts.map(({ stages }) => (stages[name] ?? NaN) / 1000)),
  }));
}
