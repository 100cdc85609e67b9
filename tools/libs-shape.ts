/** `npm run libs:shape -- model.gguf name`: writes name.shape.json, from which `npm run libs:build` compiles two libraries. */
import { writeFile } from 'node:fs/promises';
import { sentence, Problem } from './problem.mjs';
import { say, warn } from './terminal.mjs';
import { shapeFile } from './libs/shape';
import { readModel } from './packs/model';

const USE = 'Say npm run libs:shape -- path/to/model.gguf name [most tokens of context].';

try {
  const [file, name, context] = process.argv.slice(2);
  if (file === undefined || name === undefined) throw new Problem(USE);
  const tokens = context === undefined ? undefined : Number(context);
  if (tokens !== undefined && !(Number.isInteger(tokens) && tokens >= 64)) throw new Problem(USE);
  const { header } = await readModel(file);
  const shape = shapeFile(header, name, tokens);
  const path = `${name}.shape.json`;
  await writeFile(path, `${JSON.stringify(shape, null, 2)}\n`);
  say(`Wrote ${path}. Now: npm run libs:build -- --shape ${path}`);
} catch (thrown) {
  warn(sentence(thrown));
  process.exitCode = 1;
}
