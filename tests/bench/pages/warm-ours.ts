/** From opening the page to a session, with every byte verified and a probe token out. */
import { CHOICES, installed, load, requestFor } from './ours';
import { warmed } from './warmed';

const stages: Record<string, number> = {};
const now = () => performance.now();

warmed(async () => {
  const pack = await installed();
  stages['listed'] = now();
  const request = await requestFor(pack, CHOICES.gpu);
  stages['files'] = now();
  await load(request, ({ stage, fraction }) => {
    if (stage !== 'probe' || fraction < 1) stages[stage] ??= now();
  });
  const loaded = now();
  return { loaded, firstToken: loaded, stages };
});
