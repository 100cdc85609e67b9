import type { NewPlan } from '../install/plans';
import { hubUrl } from '../fetch/addresses';
import type { HubFile } from './answer';
import { naming } from './ask';
import { httpSource } from './http-source';
import { foundAt, pinnedShard, planOf, type Planning } from './plan';

/** Reads the header of a GGUF where it lies, by Range requests; compares it with the libraries that this site ships. */
export async function planGguf(planning: Planning, file: HubFile): Promise<NewPlan> {
  const { source, repo, inspect, network, signal } = planning;
  const weights = await pinnedShard(source, file, 'weights', network, signal);
  const bytes = httpSource(hubUrl(source, file.path), file.bytes, source.hosts, network, signal);
  const inspection = await naming(`${source.repo}: ${file.path}`, () =>
    inspect.gguf(bytes, foundAt(planning), signal),
  );
  // What people look for is the file's name: the one inside is often that of a training run.
  const name = (file.path.split('/').at(-1) ?? file.path).replace(/\.gguf$/i, '');
  return planOf(
    { ...planning, about: { name, ...planning.about } },
    inspection,
    [weights, ...inspection.libraries],
    'declared',
    [
      {
        kind: 'convert',
        tool: 'not recorded by the publisher',
        version: '',
        inputs: repo.card.baseModels.slice(0, 20),
        outputs: [weights.sha256],
        at: '',
        note: `Published as ${source.repo}, commit ${source.revision}; the digest is the one that ${new URL(source.endpoint).host} publishes.`,
      },
    ],
  );
}
