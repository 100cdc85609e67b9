import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Adds to Vite's list of licences the dependencies that only workers bundle: Vite lists those of the pages.
 * @param {string} file the list that Vite wrote
 * @param {string} root the folder of package.json
 */
export async function addWorkerLicences(file, root) {
  let text = await readFile(file, 'utf8');
  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const heading = `## ${name} - ${version} (${license})`;
    if (text.includes(heading)) continue;
    const own = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    text += `\n${heading}\n\n${own ? await readFile(join(folder, own), 'utf8') : ''}`;
  }
  await writeFile(file, text);
}
