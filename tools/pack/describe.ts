import type { Digest } from '../../src/lib/domain/digest';
import { DIGEST_CAVEAT, PACKAGER, type AboutPack } from '../packs/about/about';
import type { Model } from '../packs/model';
import type { PackOptions } from './options';

const UNKNOWN_LICENCE = 'LicenseRef-unknown';

/** What can honestly be said of a model that nobody measured here: what its file and the person say, and no more. */
export function describe({ header, facts }: Model, sha256: Digest, options: PackOptions): AboutPack {
  const { metadata } = header;
  const name = options.name ?? (facts.name || `${facts.model.architecture} model`);
  const instruct = facts.model.chat !== null;
  return {
    name,
    family: metadata.text('general.basename')?.slice(0, 60) ?? facts.model.architecture,
    languages: options.languages ?? languagesOf(metadata),
    translation: [],
    tasks: instruct ? ['translate', 'draft', 'inspect'] : ['translate', 'inspect'],
    warnings: ['unmeasured', 'not-for-facts'],
    licence: licence(facts.licence, options),
    openness: {
      class: 'open-weight',
      weights: true,
      code: false,
      trainingData: false,
      evidence: 'Not assessed: added by the person who runs this site.',
      evidenceUrl: options.upstreamUrl ?? '',
    },
    lineage: {
      upstream: {
        name: options.upstream ?? name,
        url: options.upstreamUrl ?? '',
        revision: 'not recorded',
      },
      steps: [
        {
          kind: 'package',
          ...PACKAGER,
          inputs: [sha256],
          outputs: [sha256],
          at: '',
          note: `Added as it is by the person who runs this site. ${DIGEST_CAVEAT}`,
        },
      ],
    },
  };
}

function licence(inFile: string, options: PackOptions): AboutPack['licence'] {
  const spdx = options.licence ?? (inFile || UNKNOWN_LICENCE);
  const known = spdx !== UNKNOWN_LICENCE;
  return {
    spdx,
    name: known ? spdx : 'Unknown licence',
    url: options.licenceUrl ?? '',
    attribution: options.attribution ?? '',
    conditions: known
      ? [options.licence ? 'As named by the person who runs this site.' : 'As named in the model file.']
      : ['Nobody has said under which licence this model is: find out before you use it or pass it on.'],
    // Nobody should install on unknown terms without having seen that they are unknown.
    mustAccept: options.mustAccept || !known,
  };
}

/** The tags that the file lists, those of them that look like tags. */
function languagesOf(metadata: Model['header']['metadata']): string[] {
  const list = metadata.texts('general.languages');
  if (!list) return [];
  const tags = Array.from({ length: Math.min(list.length, 200) }, (_, index) => list.at(index));
  return tags.filter((tag) => tag !== undefined).filter((tag) => /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(tag));
}
