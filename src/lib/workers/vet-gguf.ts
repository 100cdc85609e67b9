import { AppError, fail } from '../domain/errors';
import type { ModelFacts, PackManifest, Shard } from '../domain/pack';
import { readFacts, type GgufFacts } from '../gguf/facts';
import { fitOf } from '../gguf/fit';
import { type GgufHeader, parseHeader } from '../gguf/header';
import type { LibraryFacts } from '../gguf/library';
import { ownLibrary } from '../gguf/own-library';
import { planTensors } from '../gguf/plan';
import { readLibrary } from '../mlc/library';
import { differs, type Findings } from './findings';
import { checkTokenizer } from './tokenizer-check';
import { type OpenShard, readWhole, type VetLayout } from './vet-read';

/** Header, facts, tokenizer and template of the weights; imports and shapes of each library. */
export const vetGguf: VetLayout = async (manifest, open, findings) => {
  const weights =
    manifest.shards.find(({ role }) => role === 'weights') ?? fail('pack/unfit', { what: 'weights' });
  const { path } = weights;
  const source = await open(weights);
  try {
    const header = await findings.check(
      'structure',
      path,
      () => parseHeader(source),
      ({ tensors }) => `${tensors.size}`,
    );
    const facts = await findings.check('facts', path, () => {
      const read = readFacts(header);
      checkFacts(read.model, manifest.model);
      return read;
    });
    await vetTemplate(facts, manifest, path, findings);
    const libraries = manifest.shards.filter(({ role }) => role === 'library');
    await vetTokenizer(header, path, libraries.length > 0, findings);
    for (const shard of libraries) await vetLibrary(header, shard, open, findings);
  } finally {
    source.close();
  }
};

/** A manifest may promise less than the file holds, and neutralise more; never the other way round. */
export function checkFacts(has: ModelFacts, says: ModelFacts): void {
  for (const name of ['architecture', 'parameters', 'quantisation', 'vocabulary'] as const) {
    if (has[name] !== says[name]) differs(name);
  }
  if (says.contextTokens > has.contextTokens) differs('contextTokens');
  const known = new Set(says.controlTokens);
  if (has.controlTokens.some((token) => !known.has(token))) differs('controlTokens');
  if (says.chat !== null && JSON.stringify(sorted(says.chat)) !== JSON.stringify(sorted(has.chat)))
    differs('chat');
}

/** A manifest that came over the wire may have its keys in another order. */
function sorted(chat: ModelFacts['chat']): unknown[] | null {
  return chat && [chat.system, chat.user, chat.assistant, [...chat.stop].sort()];
}

async function vetTemplate(
  { chatTemplate }: GgufFacts,
  { model }: PackManifest,
  path: string,
  findings: Findings,
): Promise<void> {
  if (chatTemplate === 'unrecognised') findings.cannotTell('template', path, 'not a template that we know');
  else if (chatTemplate === 'recognised' && model.chat) await findings.check('template', path, () => null);
}

/** Our own tokenizer is needed for the GPU only: llama.cpp reads the file's. */
async function vetTokenizer(
  header: GgufHeader,
  path: string,
  needed: boolean,
  findings: Findings,
): Promise<void> {
  const build = () => checkTokenizer(header, findings.signal);
  if (needed) {
    await findings.check('tokenizer', path, build);
    return;
  }
  try {
    await build();
    await findings.check('tokenizer', path, () => null);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !thrown.code.startsWith('gguf/')) throw thrown;
    findings.cannotTell('tokenizer', path, String(thrown.details.reason ?? thrown.code));
  }
}

async function vetLibrary(
  header: GgufHeader,
  shard: Shard,
  open: OpenShard,
  findings: Findings,
): Promise<void> {
  const { path, sha256 } = shard;
  const { metadata } = await findings.check('library', path, async () =>
    readLibrary(await readWhole(shard, open), path),
  );
  const own = ownLibrary(sha256);
  await findings.check(
    'fit',
    path,
    () => {
      const contextTokens = own?.contextTokens ?? metadata.contextTokens ?? fail('engine/no-library', {});
      const { shape } = planTensors(header, contextTokens);
      const { prefillChunk } = metadata;
      // A library that is not ours does not say more of itself than its arrays.
      const numbers = own ?? shape;
      const params = metadata.params as LibraryFacts['params'];
      const fit = fitOf(header, { ...numbers, contextTokens, prefillChunk, params });
      return fit.fits ? fit : differs(fit.differing[0]?.name ?? '');
    },
    ({ matched, total }) => `${matched} / ${total}`,
  );
  if (!own) findings.unknown.add('foreign-library');
}
