import type { Page } from '@playwright/test';
import { isDigest } from '../../src/lib/domain/digest';
import type { Profile } from './browser';
import type { Lab } from './lab';
import { Line, type LineFiles } from './line';
import { PAGES_BASE } from './scripts';
import { serveSite } from './server';

export type StorePage = { page: Page; line: Line; url: string; close(): Promise<void> };

/** The bench's page about storage, with the site's packs and what `more` knows behind a line. */
export async function openStorePage(
  lab: Lab,
  profile: Profile,
  more: LineFiles = async () => null,
  bare?: ReadonlyMap<string, Uint8Array>,
): Promise<StorePage> {
  const packs = lab.packs();
  const line = new Line(async (name) => {
    const digest = name.replace('blobs/', '');
    return isDigest(digest) ? packs.blob(digest) : more(name);
  });
  const [build, pages] = [await lab.app(), await lab.pages()];
  const site = await serveSite({ build, packs, pages, line, ...(bare ? { bare } : {}) });
  const page = await profile.context.newPage();
  await page.goto(`${site.url}${PAGES_BASE}store.html`);
  await page.waitForFunction('window.store');
  return { page, line, url: site.url, close: () => site.close() };
}
