/** web-llm as its makers mean it to be used, without its bridge: timed in the worker itself, where it costs least. */
import { MLCEngine } from '@mlc-ai/web-llm';
import { Timed } from './timed';

export type BareCall =
  | { call: 'load'; base: string; contextTokens: number }
  | { call: 'answer'; prompt: string; maxTokens: number };

const MODEL_ID = 'bare';
let engine: MLCEngine | undefined;

async function load(base: string, contextTokens: number): Promise<null> {
  const seen = new Set<string>();
  engine = new MLCEngine({
    logLevel: 'SILENT',
    initProgressCallback: ({ text }) => {
      const stage = /shader/.test(text) ? 'shaders' : /from cache/.test(text) ? 'weights' : 'begun';
      if (!seen.has(stage)) self.postMessage({ stage });
      seen.add(stage);
    },
    appConfig: {
      cacheBackend: 'cache',
      model_list: [{ model: base, model_id: MODEL_ID, model_lib: `${base}model.wasm` }],
    },
  });
  await engine.reload(MODEL_ID, { context_window_size: contextTokens });
  return null;
}

async function answer(prompt: string, maxTokens: number) {
  const stream = await engine!.completions.create({
    prompt,
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: maxTokens,
    temperature: 0,
    top_p: 1,
    ignore_eos: true,
  });
  const timed = new Timed();
  let tokens = 0;
  for await (const chunk of stream) {
    timed.push(chunk.choices[0]?.text ?? '');
    if (chunk.usage) tokens = chunk.usage.completion_tokens;
  }
  return timed.answer(tokens);
}

self.onmessage = async ({ data }: MessageEvent<BareCall>) => {
  try {
    const done =
      data.call === 'load' ? load(data.base, data.contextTokens) : answer(data.prompt, data.maxTokens);
    self.postMessage({ result: await done });
  } catch (thrown) {
    self.postMessage({ error: String(thrown) });
  }
};
