import type { Page } from '@playwright/test';
import { modelDigest } from '../fixtures/models';
import type { Profile } from './browser';
import { LINE_BASE } from './line';
import { PAGES_BASE } from './scripts';

/** One of those who fetch the same model from the same server. */
export type Peer = {
  name: 'ours' | 'web-llm' | 'transformers.js';
  /** The file that the server spoils. */
  file: string;
  /** Fetches what is missing and starts: `loaded`, or what it said instead. */
  open(): Promise<string>;
  /** Files kept as complete whose bytes are wrong. */
  wrong(): Promise<number>;
};

type Setting = { profile: Profile; page: Page; url: string };
/** Names of files and the SHA-256 of what they should hold. */
type Truth = Record<string, string>;

export const MODEL_BASE = `${LINE_BASE}resolve/main/`;
/** A load that hangs is given up. */
const PATIENCE_MS = 120_000;

const wrongIn = (page: Page, truth: Truth): Promise<number> =>
  page.evaluate(`window.store.wrongCached(${JSON.stringify(truth)})`);

async function ended(work: Promise<unknown>): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`nothing in ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
  });
  const done = work.then(
    () => 'loaded',
    (thrown: unknown) => String(thrown).split('\n')[0]!.slice(0, 160),
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

export function ours({ page }: Setting): Peer {
  return {
    name: 'ours',
    file: modelDigest('smollm2'),
    open: () => ended(page.evaluate(`window.store.download("${LINE_BASE.slice(0, -1)}", "SmolLM2")`)),
    wrong: () => page.evaluate('window.store.wrongBlobs()'),
  };
}

/** Its own download, through `reload()`: the Cache API, as its makers show it. */
export function webllm({ profile, page, url }: Setting, truth: Truth, context: number): Peer {
  const query = new URLSearchParams({ base: MODEL_BASE, context: String(context) });
  return {
    name: 'web-llm',
    file: Object.keys(truth)
      .filter((name) => name.endsWith('.bin'))
      .sort()
      .at(-1)!,
    open: () => inPage(profile, `${url}${PAGES_BASE}warm-bare.html?${query}`, 'window.warm'),
    wrong: () => wrongIn(page, truth),
  };
}

/** Reads a tokenizer, which needs no session of its engine: files go the same way as weights do. */
export function transformersJs({ profile, page, url }: Setting, truth: Truth): Peer {
  const script = `import('${LINE_BASE}transformers.js').then(({ env, AutoTokenizer }) => {
    Object.assign(env, { allowLocalModels: false, remoteHost: '${url}${LINE_BASE}' });
    env.remotePathTemplate = 'resolve/main/';
    return AutoTokenizer.from_pretrained('bench/model').then(() => null);
  })`;
  return {
    name: 'transformers.js',
    file: 'tokenizer.json',
    open: () => inPage(profile, `${url}${PAGES_BASE}store.html`, script),
    wrong: () => wrongIn(page, truth),
  };
}

async function inPage(profile: Profile, url: string, script: string): Promise<string> {
  const page = await profile.context.newPage();
  try {
    return await ended(page.goto(url).then(() => page.evaluate(script)));
  } finally {
    await page.close();
  }
}
