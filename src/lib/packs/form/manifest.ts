import { CHUNK_BYTES, MIB } from '../../domain/bytes';
import { fail } from '../../domain/errors';
import type { PackManifest, Shard } from '../../domain/pack';
import { parseJson } from './json';
import { foldedPath, plainPath } from './plain-path';
import {
  digest,
  flag,
  integer,
  line,
  lines,
  list,
  nullable,
  number,
  object,
  oneOf,
  type Reader,
  refuse,
  text,
  webAddress,
} from './shape';

/** A manifest lists 67 bytes per MiB of model: this holds the chunk digests of about 60 GiB. */
export const MANIFEST_LIMITS = { maxBytes: 4 * MIB, maxDepth: 8 } as const;
const CODES = { tooLarge: 'pack/manifest-too-large', invalid: 'pack/manifest-invalid' } as const;

/** The largest file that this format describes: 64 GiB. */
const MAX_FILE_BYTES = 64 * 1024 * MIB;
/** A GGUF is one file beside its libraries and papers. */
const MAX_SHARDS = 64;
/** An MLC folder cuts its weights into files of 32 MiB or so, one more for each large tensor: the largest have 500. */
export const MAX_FOLDER_SHARDS = 1024 + MAX_SHARDS;

const name = line(400);
/** BCP-47 shape: a language and its subtags. */
const languageTag: Reader<string> = (value, where) =>
  /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(text(60)(value, where))
    ? (value as string)
    : refuse(where, 'not a BCP-47 tag');

const shardFields: Reader<Shard> = object(
  {
    path: plainPath,
    role: oneOf('weights', 'library', 'licence', 'config', 'tokenizer', 'index'),
    bytes: integer(1, MAX_FILE_BYTES),
    sha256: digest,
  },
  { chunks: list(digest, MAX_FILE_BYTES / CHUNK_BYTES), target: oneOf('gpu', 'software') },
);

const shard: Reader<Shard> = (value, where) => {
  const read = shardFields(value, where);
  if (read.chunks && read.chunks.length !== Math.ceil(read.bytes / CHUNK_BYTES)) {
    return refuse(`${where}.chunks`, 'not one digest per MiB');
  }
  if ((read.target !== undefined) !== (read.role === 'library')) {
    return refuse(`${where}.target`, 'a library has a target, nothing else has');
  }
  return read;
};

const shards: Reader<Shard[]> = (value, where) => {
  const read = list(shard, MAX_FOLDER_SHARDS)(value, where);
  const paths = new Set<string>();
  const sizes = new Map<string, number>();
  for (const [index, { path, sha256, bytes }] of read.entries()) {
    if (paths.has(foldedPath(path))) return refuse(`${where}[${index}].path`, 'same path twice');
    paths.add(foldedPath(path));
    if ((sizes.get(sha256) ?? bytes) !== bytes)
      return refuse(`${where}[${index}].bytes`, 'one digest, two sizes');
    sizes.set(sha256, bytes);
  }
  if (!Number.isSafeInteger(read.reduce((sum, { bytes }) => sum + bytes, 0)))
    return refuse(where, 'out of range');
  return read;
};

/** What each layout must be made of. */
function complete(read: PackManifest, where: string): PackManifest {
  const count = (role: Shard['role']) => read.shards.filter((each) => each.role === role).length;
  if (read.layout === 'mlc') {
    for (const role of ['config', 'index', 'tokenizer'] as const)
      if (count(role) !== 1) return refuse(`${where}.shards`, `not one ${role} file`);
    return count('weights') > 0 ? read : refuse(`${where}.shards`, 'no weights file');
  }
  if (read.shards.length > MAX_SHARDS) return refuse(`${where}.shards`, 'too many entries');
  return count('weights') === 1 ? read : refuse(`${where}.shards`, 'not one weights file');
}

const model = object({
  architecture: line(60, 1),
  parameters: integer(0, 1e15),
  quantisation: line(60),
  contextTokens: integer(1, 1e8),
  vocabulary: integer(1, 1e8),
  chat: nullable(
    object({
      system: nullable(text(4000)),
      user: text(4000),
      assistant: text(4000),
      stop: list(text(200, 1), 64),
    }),
  ),
  controlTokens: list(text(400, 1), 20_000),
});

const evidence = object(
  { from: languageTag, to: languageTag, grade: oneOf('good', 'gist', 'poor', 'unknown') },
  { chrF: number(0, 100), copyChrF: number(0, 100), sentences: integer(0, 1e9) },
);

const licence = object({
  spdx: line(200, 1),
  name,
  url: webAddress,
  attribution: lines(20_000),
  conditions: list(lines(4000), 100),
  mustAccept: flag,
});

const component = object({
  name: oneOf(
    'weights',
    'inference-code',
    'training-code',
    'training-data',
    'data-information',
    'evaluation',
    'model-card',
    'paper',
    'licence',
  ),
  status: oneOf('open', 'restricted', 'closed', 'unknown'),
  licence: line(200),
  url: webAddress,
});

const openness = object(
  {
    class: oneOf('open-source', 'near-open-source', 'open-weight', 'restricted', 'closed'),
    weights: flag,
    code: flag,
    trainingData: flag,
    evidence: lines(4000),
    evidenceUrl: webAddress,
  },
  { components: list(component, 20) },
);

const requirements = object({}, { shaderF16: flag, bufferBytes: integer(0, 1e15) });

const lineage = object({
  upstream: object({ name, url: webAddress, revision: name }),
  steps: list(
    object(
      {
        kind: oneOf('train', 'fine-tune', 'convert', 'quantise', 'compile', 'package'),
        tool: name,
        version: name,
        inputs: list(name, 200),
        outputs: list(name, 200),
        at: line(40),
      },
      { note: lines(4000) },
    ),
    100,
  ),
});

const packManifest = object(
  {
    format: oneOf<1>(1),
    name: line(200, 1),
    family: line(200),
    model,
    languages: list(languageTag, 1000),
    translation: list(evidence, 10_000),
    tasks: list(oneOf('translate', 'draft', 'self-test', 'inspect'), 10),
    warnings: list(
      oneOf('not-for-facts', 'gist-only', 'demo-only', 'english-only', 'invents', 'unmeasured'),
      20,
    ),
    licence,
    openness,
    memoryBytes: integer(0, 1e15),
    shards,
    lineage,
  },
  { layout: oneOf('gguf', 'mlc'), requires: requirements },
);

/** A value that came from JSON, or over a port -> a manifest made of checked copies. */
export function checkManifest(value: unknown, where = 'manifest'): PackManifest {
  if (typeof value === 'object' && value !== null && 'format' in value) {
    const { format } = value;
    if (typeof format === 'number' && Number.isSafeInteger(format) && format > 1) {
      fail('pack/newer-format', { format, known: 1 });
    }
  }
  return complete(packManifest(value, where), where);
}

/** Bytes of a manifest file -> PackManifest. Throws `pack/manifest-too-large`, `-invalid` or `pack/newer-format`. */
export function parseManifest(bytes: Uint8Array): PackManifest {
  return checkManifest(parseJson(bytes, MANIFEST_LIMITS, CODES));
}
