/** From opening the page to a resolved reload() of web-llm, out of its own cache, nothing verified; then one token. */
import { BareWebllm } from './bare-webllm';
import { warmed } from './warmed';

const query = new URLSearchParams(location.search);

warmed(async () => {
  const bare = new BareWebllm();
  await bare.load(query.get('base') ?? '', Number(query.get('context')));
  const loaded = performance.now();
  await bare.answer('The', 1);
  return { loaded, firstToken: performance.now(), stages: {} };
});
