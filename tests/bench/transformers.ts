import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PackCache } from '../../tools/packs/cache';

/** A peer, never a dependency: its package is kept in the cache folder, by name and digest. */
const PACKAGE = '@huggingface/transformers@4.3.1';
const SHA256 = '0325441d6bd7bc7697fccb32ee6e5febc7f89691e42402d071adc678237b8015';
/** With everything it imports, onnxruntime too. */
const BUNDLE = 'package/dist/transformers.min.js';

/** transformers.js as one script for browsers. Rejects where the package registry cannot be asked. */
export async function transformersScript(): Promise<Uint8Array> {
  const folder = join(new PackCache().root, 'bench');
  await mkdir(folder, { recursive: true });
  const run = promisify(execFile);
  const held = async () => (await readdir(folder)).find((name) => name.endsWith('transformers-4.3.1.tgz'));
  if (!(await held())) await run('npm', ['pack', PACKAGE, '--pack-destination', folder]);
  const name = await held();
  if (name === undefined) throw new Error(`npm pack left no ${PACKAGE}`);
  const path = join(folder, name);
  const found = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  if (found !== SHA256) throw new Error(`${PACKAGE} has the digest ${found}`);
  const options = { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 } as const;
  return (await run('tar', ['-xzOf', path, BUNDLE], options)).stdout;
}
