import { openProfile } from '../browser';
import type { Lab } from '../lab';
import { LINE_BASE } from '../line';
import { openStorePage } from '../store-page';
import type { Installed } from '../pages/store';
import { paired } from '../rounds';
import type { Figure, RowResult } from '../row';
import { summary } from '../statistics';

const MBIT = 1_000_000;
/** The faster line gets the larger file, so that both take long enough for the work at the end to be told apart. */
const LINES = [
  { mbit: 50, model: 'SmolLM2' },
  { mbit: 200, model: 'Gemma' },
] as const;

/** How much of a line a download uses, and what checking every byte adds to it. */
export async function downloads(lab: Lab): Promise<RowResult> {
  const profile = await openProfile();
  lab.browser = profile.version;
  const { page, line, close } = await openStorePage(lab, profile);
  try {
    const figures: Figure[] = [];
    const raw: Record<string, unknown> = {};
    for (const { mbit, model } of LINES) {
      const base = JSON.stringify(LINE_BASE.slice(0, -1));
      const ask = async <T>(call: string): Promise<T> => {
        await page.evaluate('window.store.clear()');
        line.begin(mbit * MBIT);
        return page.evaluate(`window.store.${call}(${base}, "${model}")`);
      };
      const pairs = await paired<Partial<Installed> & { ms: number }>(
        lab.options.rounds,
        async () => {
          const done = await ask<Installed>('download');
          return { ...done, ms: done.checkedMs };
        },
        async () => ({ ms: await ask<number>('plainDownload') }),
      );
      const lineMs = ((pairs[0]?.ours.bytes ?? NaN) * 8 * 1000) / (mbit * MBIT);
      const name = `${mbit} Mbit/s, ${model}`;
      figures.push(
        {
          name: `${name}: bytes a second, stored and checked / line`,
          unit: 'ratio',
          measured: summary(pairs.map(({ ours }) => lineMs / ours.ms)),
          target: { at: 'least', value: 0.97 },
        },
        {
          name: `${name}: the same until it may be used / line`,
          unit: 'ratio',
          measured: summary(pairs.map(({ ours }) => lineMs / (ours.installedMs ?? NaN))),
          target: { at: 'least', value: 0.97 },
        },
        {
          name: `${name}: every byte hashed, checked, recorded / plain fetch to OPFS`,
          unit: 'ratio',
          measured: summary(pairs.map(({ ours, bare }) => ours.ms / bare.ms)),
          target: { at: 'most', value: 1.01 },
        },
        {
          name: `${name}: plain fetch to OPFS, bytes a second / line`,
          unit: 'ratio',
          measured: summary(pairs.map(({ bare }) => lineMs / bare.ms)),
        },
        {
          name: `${name}: from the last byte checked until it may be used`,
          unit: 's',
          measured: summary(pairs.map(({ ours }) => ((ours.installedMs ?? NaN) - ours.ms) / 1000)),
        },
      );
      raw[name] = pairs;
    }
    return {
      row: 'download',
      figures,
      notes: [
        'One token bucket for all requests, empty when the first byte is asked for, that makes up for at most 0.25 s. Stored and checked: every file whole under its digest. It may be used once header, tokenizer, template and libraries were looked at, which is done while the weights come, and the receipt is written.',
      ],
      raw,
    };
  } finally {
    await close();
    await profile.close();
  }
}
