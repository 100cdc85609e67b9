import { fail } from '../../domain/errors';
import { licenceAt, standardText } from '../../domain/licence-texts';
import type { PackId } from '../../domain/pack';
import type { HubAnswer, HubFound, HubUpdate, HubWish } from '../../domain/plan';
import { licenceText } from '../fetch/licence-text';
import { localText } from '../files/local-text';
import { readReceipt } from '../keep/receipt';
import type { PacksRoom } from '../room';
import { cleanEndpoint } from '../form/hub-address';
import { askHub, type Hub } from './ask';
import { asInstalled } from './as-installed';
import { chooseFiles } from './choose';
import { githubOf } from './github';
import type { Planning } from './plan';
import { planGguf } from './plan-gguf';
import { planMlc } from './plan-mlc';
import { searchHub } from './search';
import { textAt } from './text-at';
import { checkForUpdate } from './update';

type Context = { signal: AbortSignal };

export type HubSearch = { endpoint: string; hosts: string[]; name: string };

/** Models from a hub: of a worker that may ask other hosts. */
export type HubService = {
  /** Reads what a repository holds and plans a pack of it, or lists the models to choose from. */
  planHub(wish: HubWish, context: Context): Promise<HubAnswer>;
  /** GGUFs that the hub has under a name. */
  searchHub(args: HubSearch, context: Context): Promise<HubFound[]>;
  /** Compares an installed pack with what its hub has now. Throws `pack/missing`; never changes anything. */
  checkHub(args: { packId: PackId }, context: Context): Promise<HubUpdate>;
  /** The words of one licence file of a plan, checked by its digest. Throws `pack/missing`. */
  plannedText(args: { packId: PackId; path: string }, context: Context): Promise<string>;
};

export function hubService({
  store,
  network,
  plans,
  inspect,
}: Pick<PacksRoom, 'store' | 'network' | 'plans' | 'inspect'>): HubService {
  const github = githubOf(network);
  return {
    async planHub(wish, { signal }) {
      const hub = hubOf(wish);
      const { endpoint } = hub;
      const repo = await askHub(hub, wish.repo, wish.revision, network, signal);
      if (repo.gated) return fail('source/needs-account', { what: repo.id });
      const choice = chooseFiles(repo, wish.file);
      if (choice.kind === 'several')
        return { kind: 'choose', repo: repo.id, revision: repo.commit, files: choice.files };
      const planning: Planning = {
        source: {
          ...{ kind: 'hub', endpoint, repo: repo.id, revision: repo.commit },
          ...{ hosts: [...wish.hosts], elsewhere: [] },
        },
        ...{ repo, about: wish.about ?? {}, bases: wish.bases ?? [], inspect, github, network, signal },
      };
      const plan =
        choice.kind === 'gguf'
          ? await planGguf(planning, choice.file)
          : await planMlc(planning, wish.library);
      return { kind: 'ready', plan: await plans.add(await asInstalled(await store(), plan)) };
    },
    searchHub: async ({ name, ...place }, { signal }) => searchHub(hubOf(place), name, network, signal),
    async checkHub({ packId }, { signal }) {
      const ready = await store();
      const pack = (await readReceipt(ready, packId)) ?? fail('pack/missing', { packId });
      return checkForUpdate(ready, pack, network, signal);
    },
    async plannedText({ packId, path }, { signal }) {
      const { planned, supply } = plans.get(packId) ?? fail('pack/missing', { packId });
      const shard = licenceAt(planned.manifest, path);
      if (shard && standardText(shard.sha256))
        return licenceText(await store(), planned, path, '', network, signal);
      if (shard && supply.kind === 'local') return localText(await store(), supply, shard);
      if (!shard || supply.kind !== 'network') return fail('pack/missing', { packId, file: path });
      return textAt(supply, shard, network, signal);
    },
  };
}

function hubOf({ endpoint, hosts }: Pick<HubWish, 'endpoint' | 'hosts'>): Hub {
  const clean = cleanEndpoint(endpoint) ?? fail('source/not-found', { what: endpoint.slice(0, 200) });
  return { endpoint: clean, hosts };
}
