import { ownLibrary } from '../gguf/own-library';
import { readChatConfig } from '../mlc/chat-config';
import { smallFiles, weightFiles } from '../mlc/folder';
import { readLibrary } from '../mlc/library';
import { mlcModel } from '../mlc/model';
import { readTensorCache } from '../mlc/tensor-cache';
import { readTokenizer } from '../mlc/tokenizer';
import { checkFacts } from './vet-gguf';
import { readWhole, type VetLayout } from './vet-read';

/** The four small files, each for itself and together, and the lengths of the weights. */
export const vetMlc: VetLayout = async (manifest, open, findings) => {
  const { shards } = manifest;
  const small = await findings.check('structure', '', () => smallFiles(shards));
  const { config, index, tokenizer, library } = small;
  const parts = {
    config: await findings.check('structure', config.path, async () =>
      readChatConfig(await readWhole(config, open), config.path),
    ),
    cache: await findings.check(
      'structure',
      index.path,
      async () => readTensorCache(await readWhole(index, open), index.path),
      ({ records }) => `${records.size}`,
    ),
    tokenizer: await findings.check('tokenizer', tokenizer.path, async () =>
      readTokenizer(await readWhole(tokenizer, open), tokenizer.path),
    ),
    library: await findings.check('library', library.path, async () =>
      readLibrary(await readWhole(library, open), library.path),
    ),
  };
  const total = parts.library.metadata.params.length;
  const model = await findings.check(
    'fit',
    library.path,
    () =>
      mlcModel(parts, {
        config: config.path,
        index: index.path,
        tokenizer: tokenizer.path,
        library: library.path,
      }),
    () => `${total} / ${total}`,
  );
  await findings.check('structure', index.path, () => weightFiles(model, index.path, shards));
  await findings.check('facts', config.path, () => checkFacts(model.facts, manifest.model));
  if (model.chatTemplate === 'recognised') await findings.check('template', config.path, () => null);
  else if (model.chatTemplate === 'unrecognised')
    findings.cannotTell('template', config.path, 'not a template that we know');
  if (!ownLibrary(library.sha256)) findings.unknown.add('foreign-library');
};
