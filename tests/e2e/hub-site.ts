/** A school's own hub beside the site, with the real starter on it, and what a person does with it. */
import type { Page } from '@playwright/test';
import { type HubFakeFile, type HubFault, hubServer } from '../fakes/hub-server';
import { modelPath } from '../fixtures/models';
import { expect } from './site';

export const REPO = 'maker/SmolLM2-GGUF';
export const weights = { path: 'SmolLM2.Q4_1.gguf', file: modelPath('smollm2'), lfs: true };
export const licence = { path: 'LICENSE', text: 'Apache License 2.0' };
const cardData = {
  license: 'apache-2.0',
  language: ['en'],
  base_model: 'HuggingFaceTB/SmolLM2-135M-Instruct',
};

/** `serve` puts these files at the repository's newest commit, and gives that. */
export async function startHub() {
  const hub = hubServer();
  const at = await hub.listen();
  const serve = async (files: HubFakeFile[], faults: HubFault[] = []): Promise<string> =>
    (await hub.set('school', { repos: { [REPO]: { cardData, files } }, faults }))[REPO]!;
  const log = () => hub.log('school');
  /** Of large files, from the host that the hub sends on to. */
  const sent = () => log().filter(({ host }) => host === 'files');
  return { ...at, serve, log, sent, endpoint: `${at.url}/school` };
}

export type Hub = Awaited<ReturnType<typeof startHub>>;

/** Tells the app which hub to ask, and which other host that may send it to. */
export async function useHub(page: Page, hub: Hub): Promise<void> {
  await page.getByText('Which hub').click();
  await page.getByLabel('Address of the hub').fill(hub.endpoint);
  await page.getByLabel(/Hosts that it may send/).fill(new URL(hub.files).host);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
}

export async function lookUp(page: Page, typed: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Model on the hub' }).fill(typed);
  await page.getByRole('button', { name: 'Look it up' }).click();
}
