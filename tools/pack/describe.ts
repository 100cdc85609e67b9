import type { Digest } from '../../src/lib/domain/digest';
import { licenceOf } from '../../src/lib/domain/licences';
import { aboutGguf } from '../../src/lib/gguf/about';
import { DIGEST_CAVEAT, PACKAGER, type AboutPack } from '../packs/about/about';
import type { Model } from '../packs/model';
import type { PackOptions } from './options';

const UNKNOWN_LICENCE = 'LicenseRef-unknown';

/** What can honestly be said of a model that nobody measured here: what its file and the person say, and no more. */
export function describe({ header, facts }: Model, sha256: Digest, options: PackOptions): AboutPack {
  const about = aboutGguf(header, facts, '');
  const name = options.name ?? about.name;
  return {
    name,
    family: about.family,
    languages: options.languages ?? about.languages,
    translation: about.translation,
    tasks: about.tasks,
    warnings: about.warnings,
    licence: licence(options, facts.licence),
    openness: {
      ...about.openness,
      evidence: 'Not assessed: added by the person who runs this site.',
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

/** The file's own word, unless the person names another; then what it asks is theirs to know. */
function licence(options: PackOptions, inFile: string): AboutPack['licence'] {
  const unknown = options.licence === UNKNOWN_LICENCE;
  const named = licenceOf({ id: unknown ? '' : (options.licence ?? inFile) }, options.attribution);
  return {
    ...named,
    url: options.licenceUrl ?? named.url,
    mustAccept: options.mustAccept || named.mustAccept,
  };
}
