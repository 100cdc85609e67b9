/** From opening the page to a resolved reload() of web-llm, out of its own cache, nothing verified; then one token. */
import { BareWebllm } from './bare-webllm';
import { warmed } from './warmed';

const query = new URLSearchParams(location.search);

warmed(async () => {
  const bare = new BareWebllm();
  const stages: Record<string, number> = {};
  await bare.load(query.get('base') ?? '', Number(query.get('context')), (stage) => {
    stages[stage] = performance.now();
  });
  const loaded = performance.now();
  await bare.answer('The', 1);
  return { loaded, firstToken: performance.now(), stages };
});
