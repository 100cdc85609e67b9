/** Texts of licences as the SPDX list has them (spdx-license-list, CC0): for models whose publisher ships none. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { STANDARD_TEXTS, type StandardText } from '../../src/lib/domain/licence-texts';

const LIST = new URL('../../node_modules/spdx-license-list/licenses/', import.meta.url);

/** The whole text, one line end behind it. Its digest stands in src/lib/domain/licence-texts.ts; a test compares them. */
export async function standardLicence({ spdx }: Pick<StandardText, 'spdx'>): Promise<Uint8Array> {
  const record = await readFile(fileURLToPath(new URL(`${spdx}.json`, LIST)), 'utf8');
  const { licenseText } = JSON.parse(record) as { licenseText: string };
  return new TextEncoder().encode(`${licenseText.trimEnd()}\n`);
}

/** As files of the app, by their path below it. */
export async function standardLicenceFiles(): Promise<{ path: string; bytes: Uint8Array }[]> {
  return Promise.all(
    STANDARD_TEXTS.map(async (text) => ({ path: text.sitePath, bytes: await standardLicence(text) })),
  );
}
