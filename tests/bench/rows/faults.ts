import { createHash } from 'node:crypto';
import { openProfile } from '../browser';
import type { Lab } from '../lab';
import { type LineFault, sentTwice } from '../line';
import { ours, type Peer, transformersJs, webllm } from '../peers';
import type { Figure, RowResult } from '../row';
import { openStorePage } from '../store-page';
import { transformersScript } from '../transformers';

const FAULTS: readonly LineFault['kind'][] = ['cut', 'short', 'portal', 'damage'];
/** All that transformers.js asks about a tokenizer beside the tokenizer. */
const TOKENIZER_CONFIG = new TextEncoder().encode('{"tokenizer_class":"GPT2Tokenizer"}');

type Met = {
  fault: LineFault['kind'];
  first: string;
  wrong: number;
  again: string;
  right: boolean;
  twice: number;
};

/** The same bad server for us and for bare engines (rows of the catalogue of faults that are marked P). */
export async function badServers(lab: Lab): Promise<RowResult> {
  const { facts } = await lab.library();
  const files = new Map(await lab.derived());
  files.set('tokenizer_config.json', TOKENIZER_CONFIG);
  const truth = Object.fromEntries(
    [...files].map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]),
  );
  const notes: string[] = [];
  const script = await transformersScript().catch((thrown: unknown) => {
    notes.push(`transformers.js was not measured: ${String(thrown).split('\n')[0]}`);
    return null;
  });
  const profile = await openProfile({ gpu: true });
  lab.browser = profile.version;
  const { page, line, url, close } = await openStorePage(lab, profile, async (name) =>
    name === 'transformers.js' ? script : (files.get(name.replace('resolve/main/', '')) ?? null),
  );
  try {
    const setting = { profile, page, url };
    const peers: Peer[] = [
      ours(setting),
      webllm(setting, truth, facts.contextTokens),
      ...(script ? [transformersJs(setting, truth)] : []),
    ];
    const met: Record<string, Met[]> = {};
    for (const peer of peers) {
      const seen: Met[] = [];
      for (const fault of FAULTS) {
        await page.evaluate('window.store.clear()');
        line.begin(null);
        line.fault = { name: peer.file, kind: fault };
        const first = await peer.open();
        const wrong = await peer.wrong();
        line.fault = null;
        // The network is good again.
        const again = await peer.open();
        const right = again === 'loaded' && (await peer.wrong()) === 0;
        const twice = sentTwice(line.log, peer.file).reduce((sum, bytes) => sum + bytes, 0);
        seen.push({ fault, first, wrong, again, right, twice });
      }
      met[peer.name] = seen;
      notes.push(`${peer.name}: ${seen.map(tell).join('; ')}.`);
    }
    return { row: 'faults', figures: Object.entries(met).flatMap(figuresOf), notes, raw: met };
  } finally {
    await close();
    await profile.close();
  }
}

const tell = ({ fault, first, again, wrong }: Met) =>
  `${fault}: ${first}, then ${again}${wrong > 0 ? ', wrong bytes kept' : ''}`;

function figuresOf([name, met]: [string, Met[]]): Figure[] {
  const all = met.length;
  const held = (target: number, at: 'most' | 'least') =>
    name === 'ours' ? { target: { at, value: target } } : {};
  return [
    {
      name: `${name}: wrong bytes kept as complete`,
      unit: `of ${all} faults`,
      measured: met.filter(({ wrong }) => wrong > 0).length,
      ...held(0, 'most'),
    },
    {
      name: `${name}: whole and right once the server is good again`,
      unit: `of ${all} faults`,
      measured: met.filter(({ right }) => right).length,
      ...held(all, 'least'),
    },
    {
      name: `${name}: sent again after a cut`,
      unit: 'bytes',
      measured: met.find(({ fault }) => fault === 'cut')?.twice ?? NaN,
      ...held(1024 * 1024, 'most'),
    },
  ];
}
