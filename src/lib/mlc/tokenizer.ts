import { meansWhatItSays } from '../domain/control-token';
import { invalid, MLC_LIMITS, plain } from './limits';
import { isCount, isObject, type JsonObject, readJson } from './read-json';
import { checkRegexes } from './regex';

/** What a tokenizer.json must tell us; the rest is the tokenizer library's. */
export type TokenizerFacts = {
  /** Ids run below this. */
  vocabulary: number;
  /** Spelling -> id of every token that is cut out of a text before anything else looks at it. */
  added: ReadonlyMap<string, number>;
  /** Of those, the ones that user text must not be able to write. */
  control: string[];
  /** True where bytes that no token spells have tokens of their own, as SentencePiece models do. */
  byteFallback: boolean;
};

const KINDS = ['BPE', 'Unigram', 'WordPiece', 'WordLevel'];
/** Of one piece in the tree of normalizers, pre-tokenizers, post-processors and decoders. */
const MOST_NODES = 20_000;

/** A tokenizer.json within limits, its regular expressions harmless. Throws `mlc/invalid`. */
export function readTokenizer(bytes: Uint8Array, file: string): TokenizerFacts {
  const top = readJson(bytes, file, MLC_LIMITS.tokenizerBytes);
  const { model } = top;
  if (!isObject(model)) return invalid(file, 'no-model');
  // Older files name no kind.
  if (model.type !== undefined && !KINDS.includes(String(model.type)))
    return invalid(file, 'tokenizer-kind', { what: plain(String(model.type)) });
  const merges = model.merges ?? [];
  if (!Array.isArray(merges) || merges.length > MLC_LIMITS.merges) return invalid(file, 'merges');
  const added = readAdded(top.added_tokens ?? [], file);
  let vocabulary = readVocabulary(model, file);
  for (const { id } of added) vocabulary = Math.max(vocabulary, id + 1);
  checkRegexes(regexesOf(top, file), file);
  return {
    vocabulary,
    added: new Map(added.map(({ content, id }) => [content, id])),
    control: added
      .filter(({ content, special }) => special || !meansWhatItSays(content))
      .map(({ content }) => content),
    byteFallback: model.byte_fallback === true,
  };
}

function readVocabulary({ vocab }: JsonObject, file: string): number {
  if (Array.isArray(vocab))
    return vocab.length <= MLC_LIMITS.vocabulary ? vocab.length : invalid(file, 'vocabulary');
  if (!isObject(vocab)) return invalid(file, 'vocabulary');
  let size = 0;
  for (const id of Object.values(vocab)) {
    if (!isCount(id, MLC_LIMITS.vocabulary - 1)) return invalid(file, 'token-id');
    size = Math.max(size, id + 1);
  }
  return size > 0 ? size : invalid(file, 'vocabulary');
}

type Added = { id: number; content: string; special: boolean };

function readAdded(list: unknown, file: string): Added[] {
  if (!Array.isArray(list) || list.length > MLC_LIMITS.addedTokens) return invalid(file, 'added-tokens');
  return list.map((token: unknown): Added => {
    if (!isObject(token)) return invalid(file, 'added-tokens');
    const { id, content, special } = token;
    const named = typeof content === 'string' && content !== '' && content.length <= 400;
    if (!named || !isCount(id, MLC_LIMITS.vocabulary - 1)) return invalid(file, 'added-tokens');
    return { id, content, special: special === true };
  });
}

/** Every `Regex` in the parts that look at text. */
function regexesOf(top: JsonObject, file: string): string[] {
  const found: string[] = [];
  const queue: unknown[] = [top.normalizer, top.pre_tokenizer, top.post_processor, top.decoder];
  let nodes = 0;
  while (queue.length > 0) {
    const node = queue.pop();
    if (++nodes > MOST_NODES) return invalid(file, 'too-many-parts');
    if (typeof node !== 'object' || node === null) continue;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'Regex' && typeof value === 'string') found.push(value);
      else queue.push(value);
    }
  }
  return found;
}
