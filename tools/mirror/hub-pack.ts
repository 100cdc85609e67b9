/** A pack of a hub, planned by the code that plans it in the browser. */
import { standardText } from '../../src/lib/domain/licence-texts';
import type { PackId } from '../../src/lib/domain/pack';
import type { HubWish, PlannedPack } from '../../src/lib/domain/plan';
import { packBytes } from '../../src/lib/domain/pack';
import { knownWish } from '../../src/lib/catalogue/wish';
import { packIdOf } from '../../src/lib/packs/form/canonical';
import { cleanEndpoint, parseHubAddress } from '../../src/lib/packs/form/hub-address';
import { hubService } from '../../src/lib/packs/hub/hub-service';
import { checkManifest } from '../../src/lib/packs/form/manifest';
import type { Network } from '../../src/lib/packs/line/network';
import type { Plan, Plans } from '../../src/lib/packs/install/plans';
import { memoryStore } from '../../src/lib/packs/store/store-memory';
import { createInspector } from '../../src/lib/workers/inspect';
import { standardLicence } from '../licences/standard';
import { libraryFiles } from '../packs/libraries';
import { Problem } from '../problem.mjs';
import { bytes } from '../terminal.mjs';
import type { HubPlace, MirrorOptions } from './options';
import type { WantedPack } from './wanted';

/** `named` is what follows `hub:`. Rejects with a Problem for a name that is none, or that names several models. */
export async function hubPack(
  named: string,
  { hub, library }: Pick<MirrorOptions, 'hub' | 'library'>,
  librariesFolder: string,
  network: Network,
  signal: AbortSignal,
): Promise<WantedPack> {
  const libraries = await libraryFiles(librariesFolder);
  const plans = memoryPlans();
  const service = hubService({
    ...{ network, plans, inspect: createInspector(async () => libraries) },
    // Nothing of it is on this machine: what a mirror's folder holds is looked at when it is filled.
    store: memoryStore,
  });
  const wish = wishOf(named, hub, library);
  const answer = await service.planHub(wish, { signal });
  if (answer.kind === 'choose') {
    const files = answer.files.map((file) => `  hub:${answer.repo}:${file.path}  (${bytes(file.bytes)})`);
    throw new Problem(`${answer.repo} has several models. Name one of them:\n${files.join('\n')}`);
  }
  const { packId, manifest } = answer.plan;
  const supply = plans.get(packId)?.supply;
  if (supply?.kind !== 'network') throw new Problem(`${named} has no address to fetch it from.`);
  const elsewhere = answer.plan.source.kind === 'hub' ? answer.plan.source.elsewhere : [];
  const shipped = (sha256: string) => libraries.find((each) => each.sha256 === sha256)?.path ?? null;
  return {
    ...{ packId, manifest, hosts: supply.hosts ?? [] },
    addresses: (shard) => {
      const own = elsewhere.find(({ path }) => path === shard.path)?.url;
      return own === undefined ? supply.addresses(shard) : [own];
    },
    async localFile({ role, sha256 }) {
      const text = standardText(sha256);
      if (text) return standardLicence(text);
      return role === 'library' ? shipped(sha256) : null;
    },
  };
}

function wishOf(named: string, place: HubPlace, library: string | undefined): HubWish {
  const endpoint = cleanEndpoint(place.endpoint);
  if (endpoint === undefined)
    throw new Problem(`--hub takes an address such as https://huggingface.co, not "${place.endpoint}".`);
  const address = parseHubAddress(named, endpoint);
  if (!address) throw new Problem(`"hub:${named}" names no model: write hub:owner/name, as on its page.`);
  const wish = knownWish({ ...address, hosts: [...place.hosts] });
  return library === undefined ? wish : { ...wish, library };
}

/** Plans of one command: nothing of them is on this machine yet. */
function memoryPlans(): Plans {
  const plans = new Map<PackId, Plan>();
  return {
    async add({ manifest: given, supply, ...rest }) {
      const manifest = checkManifest(given);
      const packId = await packIdOf(manifest);
      const totalBytes = packBytes(manifest);
      const planned: PlannedPack = { ...rest, packId, manifest, totalBytes, toFetch: totalBytes };
      plans.set(packId, { planned, supply });
      return planned;
    },
    get: (packId) => plans.get(packId),
  };
}
