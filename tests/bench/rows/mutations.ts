import { openProfile } from '../browser';
import type { Lab } from '../lab';
import { openStorePage } from '../store-page';
import type { Mutations } from '../pages/store';
import type { RowResult } from '../row';
import { BARE_BASE } from '../server';

const MUTATIONS = 1000;
const LOADS = 10;
const SEED = 20_261_123;

/** Damage to stored models, and whether it is noticed before an engine has a byte of it. */
export async function mutations(lab: Lab): Promise<RowResult> {
  const profile = await openProfile();
  lab.browser = profile.version;
  const derived = await lab.derived();
  const { page, close } = await openStorePage(lab, profile, undefined, derived);
  const mutate = (seed: number): Promise<Mutations> =>
    page.evaluate(`window.store.mutate(${MUTATIONS / 2}, ${seed})`);
  const tryLoad = (): Promise<string> => page.evaluate('window.store.tryLoad()');
  try {
    await page.evaluate('window.store.download("/packs", "SmolLM2")');
    const before = await tryLoad();
    const loads: string[] = await page.evaluate(`window.store.loadDamaged(${LOADS}, ${SEED})`);
    const gguf = await mutate(SEED);
    const after = await tryLoad();
    if (before !== 'sound' || after !== 'sound')
      throw new Error(`undamaged it loads as ${before}, then ${after}`);
    await page.evaluate('window.store.clear()');
    const names = JSON.stringify([...derived.keys()]);
    await page.evaluate(`window.store.importFolder("${BARE_BASE}", ${names})`);
    const folder = await mutate(SEED + 1);
    const refused = loads.filter((code) => code === 'pack/corrupt').length;
    const all = MUTATIONS / 2;
    return {
      row: 'mutations',
      figures: [
        {
          name: 'GGUF: caught',
          unit: `of ${all}`,
          measured: gguf.caught,
          target: { at: 'least', value: all },
        },
        {
          name: 'MLC folder: caught',
          unit: `of ${all}`,
          measured: folder.caught,
          target: { at: 'least', value: all },
        },
        {
          name: 'the real engine’s load refused it, no text',
          unit: `of ${LOADS}`,
          measured: refused,
          target: { at: 'least', value: LOADS },
        },
      ],
      notes: [
        'SmolLM2 as installed and as an MLC folder. Bits flipped, ends cut or added, runs of zeros, chunks swapped, in every file that an engine reads. Caught: the pack worker or the engine’s reading refused it with a code; undamaged, both read and load.',
        `Codes: GGUF ${JSON.stringify(gguf.codes)}, MLC ${JSON.stringify(folder.codes)}.`,
      ],
      raw: { gguf, folder, loads },
    };
  } finally {
    await close();
    await profile.close();
  }
}
