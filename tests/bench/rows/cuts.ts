import { modelBytes, modelDigest } from '../../fixtures/models';
import { seeded } from '../../fixtures/gguf/random';
import { openProfile } from '../browser';
import type { Lab } from '../lab';
import { LINE_BASE, sentTwice } from '../line';
import { openStorePage } from '../store-page';
import type { Figure, RowResult } from '../row';
import { summary } from '../statistics';

const CUTS = 10;
const SEED = 20_261_123;
const MBIT = 1_000_000;
const RATE = 200 * MBIT;
const MIB = 1024 * 1024;

/** What ten cuts of the line at random places cost: bytes that had to be sent again. */
export async function cuts(lab: Lab): Promise<RowResult> {
  const profile = await openProfile();
  lab.browser = profile.version;
  const { page, line, close } = await openStorePage(lab, profile);
  const random = seeded(SEED);
  const positions = Array.from({ length: CUTS }, () => Math.floor(random() * modelBytes('smollm2')));

  /** Bytes sent again after each cut. */
  async function cut(kind: 'quiet' | 'reset'): Promise<number[]> {
    await page.evaluate('window.store.clear()');
    line.begin(RATE);
    line.cutKind = kind;
    line.cutName = modelDigest('smollm2');
    line.cuts = [...positions].sort((a, b) => a - b);
    await page.evaluate(`window.store.download("${LINE_BASE.slice(0, -1)}", "SmolLM2")`);
    const twice = sentTwice(line.log, modelDigest('smollm2'));
    const wrong: number = await page.evaluate('window.store.wrongBlobs()');
    if (twice.length !== CUTS || wrong > 0)
      throw new Error(`${twice.length} cuts were met, ${wrong} stored files are wrong`);
    return twice;
  }

  try {
    const figures: Figure[] = [];
    const raw: Record<string, unknown> = { positions };
    for (const kind of ['quiet', 'reset'] as const) {
      const twice = await cut(kind);
      raw[kind] = twice;
      figures.push(
        {
          name: `${NAMES[kind]}: sent again, the worst of ten`,
          unit: 'bytes',
          measured: Math.max(...twice),
          target: { at: 'most', value: MIB },
        },
        { name: `${NAMES[kind]}: sent again`, unit: 'bytes', measured: summary(twice) },
      );
    }
    return {
      row: 'cuts',
      figures,
      notes: [
        `SmolLM2 at 200 Mbit/s, its line dead at ${CUTS} seeded places: 0.2 s after the last byte was sent, or reset with it, when a system throws away what it has not handed on.`,
      ],
      raw,
    };
  } finally {
    await close();
    await profile.close();
  }
}

const NAMES = { quiet: 'line dead', reset: 'line reset' } as const;
