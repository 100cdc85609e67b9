import * as webllm from '@mlc-ai/web-llm';
import { afterEach, expect, it } from 'vitest';
import type { EngineChoice } from '../../../src/lib/domain/device';
import { artifactBase, artifactCaches } from '../../../src/lib/engine/artifacts';
import { Detokenizer } from '../../../src/lib/engine/detokenizer';
import { pipelineOf, type Pipeline } from '../../../src/lib/engine/webllm-private';
import { parseHeader } from '../../../src/lib/gguf/header';
import { tokenizerJson } from '../../../src/lib/gguf/tokenizer/tokenizer-json';
import { gpuArtifacts } from '../../../src/lib/workers/gpu-artifacts';
import { KINDS } from '../../fixtures/gguf/calm-kinds';
import { calmModel } from '../../fixtures/gguf/calm-models';
import { learnPieces, type Pieces } from '../../fixtures/gguf/pieces';
import { writeGguf } from '../../fixtures/gguf/write-gguf';
import { bytesAt, client, collect, manifestOf, NEVER, packFile, prompt, quietly, sourceOf } from './support';

const realCaches = globalThis.caches;
afterEach(() => Object.defineProperty(globalThis, 'caches', { configurable: true, value: realCaches }));

const CPU: EngineChoice = { engine: 'cpu', reason: 'asked-for' };
const GPU: EngineChoice = { engine: 'gpu', target: 'software', reason: 'asked-for' };
const [USER_DEFINED, UNUSED, BYTE] = [4, 5, 6];
const PIECES = learnPieces(160, { control: ['<|user|>'] });
const BYTES = PIECES.tokens.filter((_, id) => PIECES.types[id] === BYTE);

/** Spaces everywhere, bytes that are no pieces, runs that merge in several ways, control tokens with and without spaces. */
const TEXTS = [
  'the weather in the north',
  ' the  weather   in    the     north ',
  '   ',
  '\n',
  'the weather\n\n\tin the north\r\n',
  '🏳️‍🌈 🙂 𝔘 e\u0301 \u200b\ufeff\u00a0',
  '北方的天气 漢字',
  'الطقس في الشمال',
  'погода на юге',
  'a\u0000b \u0001',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaa aaa aaaaa',
  'abababababaabaabababababbaab',
  '1999 2000,2001.{}()==',
  '▁▁the▁weather ▁ ',
  '<s>the weather</s>the weather</s> the weather </s></s>  <|user|>hello<|user|> hello',
  'the <unk> weather<unk>',
  '<0x41><s <|user| /s>',
];

/**
 * The same weights whatever the words, so that equal ids give equal scores. Bytes have a score of 0 and are never the
 * likeliest: half a character as the last token of an answer ends wllama's worker.
 */
function calm(pieces: Pieces): Uint8Array<ArrayBuffer> {
  const model = calmModel({ architecture: 'llama', head: 'Q8_0', seed: 3, pieces });
  const head = model.tensors.find(({ name }) => name === 'output.weight')!;
  const row = head.data.length / pieces.tokens.length;
  PIECES.types.forEach((type, id) => type === BYTE && head.data.fill(0, id * row, (id + 1) * row));
  head.data.fill(0, PIECES.tokens.length * row);
  return writeGguf(model);
}

/** What llama.cpp makes of each text: how many tokens, and how likely which come next. */
async function scores(gguf: Uint8Array<ArrayBuffer>, texts: string[], name: string) {
  const blob = new Blob([gguf]);
  const engine = client();
  const weights = await packFile(blob, name);
  const session = await engine.load({ manifest: await manifestOf(blob), choice: CPU, weights }, quietly);
  const found: { tokens: number; likely: number[] }[] = [];
  for (const text of texts) {
    const { events, end } = await collect(
      session.generate(prompt(text, { alternatives: 3, maxTokens: 1 }), NEVER),
    );
    const likely = events.flatMap((event) => (event.kind === 'delta' && event.alternatives) || []);
    found.push({ tokens: end!.usage.promptTokens, likely: likely.map(({ probability }) => probability) });
  }
  engine.dispose();
  return found;
}

/** web-llm's own tokenizer with ours in it. The model that it is loaded with is another: only words are looked at. */
async function tokenizerOf(gguf: Uint8Array<ArrayBuffer>): Promise<Pipeline['tokenizer']> {
  const other = new Blob([writeGguf(calmModel(KINDS.llama!))]);
  const library = await bytesAt('/@libraries/tiny-llama-software.wasm.gz');
  const inPage = async (blob: Blob, name: string) => ({
    ...(await packFile(blob, name)),
    ref: new File([blob], name),
  });
  const pack = await gpuArtifacts(
    {
      manifest: await manifestOf(other),
      choice: GPU,
      weights: await inPage(other, 'other.gguf'),
      library: await inPage(library, 'other.gz'),
    },
    quietly,
  );
  const json = tokenizerJson(await parseHeader(sourceOf(new Blob([gguf]))));
  const base = artifactBase(pack.packId);
  const table = new Map([...pack.table, ['tokenizer.json', async () => json]] as const);
  const caches = artifactCaches(base, table, () => {});
  Object.defineProperty(globalThis, 'caches', { configurable: true, value: caches });
  const engine = new webllm.MLCEngine({
    logLevel: 'SILENT',
    appConfig: {
      cacheBackend: 'cache',
      model_list: [{ model: base, model_id: 'pack', model_lib: `${base}model.wasm` }],
    },
  });
  await engine.reload('pack', { context_window_size: 64 });
  return pipelineOf(engine, 'pack')!.tokenizer;
}

it('a vocabulary of the Llama-2 family gives web-llm the very ids of llama.cpp, and its text piece by piece', async () => {
  const [tokens, types, scoresOf] = [PIECES.tokens, PIECES.types, [...PIECES.scores, ...BYTES.map(() => 0)]];
  const gguf = calm({
    tokens: [...tokens, ...BYTES.map((text) => `spare ${text}`)],
    types: [...types, ...BYTES.map(() => UNUSED)],
    scores: scoresOf,
  });
  const tokenizer = await tokenizerOf(gguf);
  const ids = TEXTS.map((text) => [...tokenizer.encode(text)]);
  // A second vocabulary spells ids out, so that llama.cpp reads those very ids where the first reads the text. It wants
  // bytes for what is neither, such as the text that every load is tried with.
  const spelled = calm({
    tokens: [...tokens.map((_, id) => `<|${id}|>`), ...BYTES],
    types: [...types.map(() => USER_DEFINED), ...BYTES.map(() => BYTE)],
    scores: scoresOf,
  });
  const expected = await scores(gguf, TEXTS, 'pieces.gguf');
  const given = ids.map((list) => list.map((id) => `<|${id}|>`).join(''));
  const found = await scores(spelled, given, 'spelled.gguf');
  TEXTS.forEach((text, index) => expect(found[index], JSON.stringify(text)).toEqual(expected[index]));
  expect(expected.filter(({ likely }) => likely.length === 3).length).toBeGreaterThan(TEXTS.length / 2);
  expect(tokenizer.encode('')).toHaveLength(0);

  // An answer goes on after a prompt: its pieces keep their spaces, the first too, as llama.cpp's do.
  for (const text of TEXTS.filter((one) => !/<(s|unk|\/s|\|user\|)>|▁/u.test(one))) {
    const detokenizer = new Detokenizer((some) => tokenizer.decode(some));
    const pieces = [...tokenizer.encode(text)].map((id) => detokenizer.push(id));
    expect(pieces.join('') + detokenizer.flush(), JSON.stringify(text)).toBe(` ${text}`);
  }
}, 120_000);
