import type { CDPSession, Page } from '@playwright/test';
import type { NullSetting } from '../fakes/null-tokens';
import { installFromStart, openProfile } from './browser';
import type { Lab } from './lab';
import { nullPack } from './null-pack';
import { scriptOf } from './scripts';
import { BARE_STREAM, serveSite } from './server';

/** The built app with an engine that computes nothing: everything is real but the script of the engine's worker. */
export type NullApp = {
  page: Page;
  url: string;
  protocol: CDPSession;
  /** What engines that start from now on do. */
  engine(setting: NullSetting): void;
  close(): Promise<void>;
};

export async function openNullApp(lab: Lab): Promise<NullApp> {
  const site = await serveSite({ build: await lab.app(), packs: await nullPack(await lab.folder()) });
  const [engine, bareStream, watch] = [
    await scriptOf('../fakes/null-engine.ts'),
    await scriptOf('../fakes/null-bare.ts'),
    await scriptOf('pages/watch.ts', 'iife'),
  ];
  const profile = await openProfile();
  lab.browser = profile.version;
  const page = await profile.context.newPage();
  await page.addInitScript({ content: watch });
  const protocol = await profile.context.newCDPSession(page);
  await protocol.send('Performance.enable');
  await installFromStart(page, site.url, /Null model/);
  const withSetting = (script: string, setting: NullSetting) =>
    `globalThis.NULL_ENGINE = ${JSON.stringify(setting)};\n${script}`;
  return {
    page,
    url: site.url,
    protocol,
    engine(setting) {
      site.scripts.engine = withSetting(engine, setting);
      site.scripts.bareStream = withSetting(bareStream, setting);
    },
    async close() {
      await profile.close();
      await site.close();
    },
  };
}

const START = { translate: /^Translate( again)?$/, draft: /^(Write a draft|Another try)$/ } as const;
const DONE = { translate: 'Translate again', draft: 'Another try' } as const;
/** Between the last token and the last look: what follows a stream (checks, saving) belongs to it. */
const SETTLE_MS = 1000;

export type Work = { path: 'translate' | 'draft'; text: string };

/** Opens a page with this text in it, nothing started. */
export async function openWork({ page, url }: NullApp, { path, text }: Work): Promise<void> {
  const query = new URLSearchParams({ text, from: 'es', to: 'en' });
  await page.goto(path === 'translate' ? `${url}/translate/?${query}` : `${url}/draft/`);
  if (path === 'draft') await page.getByLabel('Your notes').fill(text);
  await page.getByRole('button', { name: START[path] }).first().waitFor();
}

/** Presses the button, and waits until the answer is there and `answers` streams have told their times. */
export async function runWork({ page }: NullApp, { path }: Work, answers: number): Promise<void> {
  await page.evaluate('window.watch.reset()');
  await page.getByRole('button', { name: START[path] }).first().click();
  await page.evaluate(`window.watch.answered(${answers})`);
  await page.getByRole('button', { name: DONE[path] }).waitFor();
  await page.waitForTimeout(SETTLE_MS);
}

/** The same words on the same page from a worker of nobody's. */
export async function runBare({ page }: NullApp): Promise<void> {
  await page.evaluate('window.watch.reset()');
  await page.evaluate(`window.watch.bare('${BARE_STREAM}')`);
  await page.evaluate('window.watch.answered(1)');
  await page.waitForTimeout(SETTLE_MS);
}
