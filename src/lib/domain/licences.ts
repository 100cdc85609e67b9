import type { Licence } from './pack';

type Known = Pick<Licence, 'spdx' | 'name' | 'url' | 'conditions' | 'mustAccept'>;

const COPYRIGHT_NOTICE = 'Keep the copyright notice and the text of the licence with every copy.';
const NO_WARRANTY = 'There is no warranty.';
const PASS_ON = 'Pass the terms and the notice on with every copy, and bind whoever gets it to them.';

/**
 * Licences of open models in plain English: no legal advice. By the id that hubs write on a model's page, in lower case.
 * `mustAccept`: the licence is an agreement that asks to be accepted.
 */
const KNOWN: Record<string, Known> = {
  'apache-2.0': {
    spdx: 'Apache-2.0',
    name: 'Apache License 2.0',
    url: 'https://www.apache.org/licenses/LICENSE-2.0',
    conditions: [
      'Use, change and pass on, also for paid work.',
      `${COPYRIGHT_NOTICE} Say so in files that you change.`,
      NO_WARRANTY,
    ],
    mustAccept: false,
  },
  mit: {
    spdx: 'MIT',
    name: 'MIT License',
    url: 'https://opensource.org/license/mit',
    conditions: ['Use, change and pass on, also for paid work.', COPYRIGHT_NOTICE, NO_WARRANTY],
    mustAccept: false,
  },
  'bsd-3-clause': {
    spdx: 'BSD-3-Clause',
    name: 'BSD 3-Clause License',
    url: 'https://opensource.org/license/bsd-3-clause',
    conditions: ['Use, change and pass on, also for paid work.', COPYRIGHT_NOTICE, NO_WARRANTY],
    mustAccept: false,
  },
  'cc-by-4.0': {
    spdx: 'CC-BY-4.0',
    name: 'Creative Commons Attribution 4.0',
    url: 'https://creativecommons.org/licenses/by/4.0/',
    conditions: [
      'Use, change and pass on, also for paid work.',
      'Name the authors, and say what you changed.',
    ],
    mustAccept: false,
  },
  'cc-by-sa-4.0': {
    spdx: 'CC-BY-SA-4.0',
    name: 'Creative Commons Attribution-ShareAlike 4.0',
    url: 'https://creativecommons.org/licenses/by-sa/4.0/',
    conditions: [
      'Use, change and pass on, also for paid work.',
      'Name the authors, and say what you changed.',
      'Pass changed versions on under the same licence.',
    ],
    mustAccept: false,
  },
  'cc-by-nc-4.0': {
    spdx: 'CC-BY-NC-4.0',
    name: 'Creative Commons Attribution-NonCommercial 4.0',
    url: 'https://creativecommons.org/licenses/by-nc/4.0/',
    conditions: ['Not for paid work.', 'Name the authors, and say what you changed.'],
    mustAccept: false,
  },
  'cc-by-nc-sa-4.0': {
    spdx: 'CC-BY-NC-SA-4.0',
    name: 'Creative Commons Attribution-NonCommercial-ShareAlike 4.0',
    url: 'https://creativecommons.org/licenses/by-nc-sa/4.0/',
    conditions: [
      'Not for paid work.',
      'Name the authors, and say what you changed.',
      'Pass changed versions on under the same licence.',
    ],
    mustAccept: false,
  },
  gemma: {
    spdx: 'LicenseRef-Gemma-Terms',
    name: 'Gemma Terms of Use',
    url: 'https://ai.google.dev/gemma/terms',
    conditions: [
      'Not for what the Gemma Prohibited Use Policy forbids (ai.google.dev/gemma/prohibited_use_policy), nor against the law.',
      'You must be legally able to accept the terms (of sufficient age).',
      PASS_ON,
      'Say so in files that you change.',
      'Google may restrict use that breaks the terms; if they end for you, delete all copies.',
    ],
    mustAccept: true,
  },
  'llama3.2': llama('3.2'),
  'llama3.1': llama('3.1'),
  llama3: llama('3'),
  llama2: llama('2'),
  'qwen-research': {
    spdx: 'LicenseRef-Qwen-Research',
    name: 'Qwen Research License',
    url: 'https://huggingface.co/Qwen/Qwen2.5-3B-Instruct/blob/main/LICENSE',
    conditions: ['Research licence: not for paid work.', PASS_ON, 'Say so in files that you change.'],
    mustAccept: true,
  },
};

function llama(version: string): Known {
  const place =
    version === '2'
      ? 'https://www.llama.com/llama2'
      : `https://www.llama.com/llama${version.replace('.', '_')}`;
  return {
    spdx: `LicenseRef-Llama-${version}-Community`,
    name: `Llama ${version} Community License`,
    url: `${place}/license/`,
    conditions: [
      'Not for what the acceptable use policy forbids, nor against the law.',
      'Whoever had more than 700 million users a month when it was published must ask Meta first.',
      ...(version === '2' ? [] : ['Show “Built with Llama” where you offer something made with it.']),
      PASS_ON,
    ],
    mustAccept: true,
  };
}

/** The licence of that id, or SPDX id, whatever its case. Undefined for those that this app has no words for. */
export function knownLicence(id: string): Known | undefined {
  const plain = id.trim().toLowerCase();
  if (Object.hasOwn(KNOWN, plain)) return KNOWN[plain];
  return Object.values(KNOWN).find(({ spdx }) => spdx.toLowerCase() === plain);
}

/**
 * What a publisher says of a licence -> what a person is shown. Of a licence without words here only its name is known;
 * of none nothing is: then the person must have seen that, before they install.
 */
export function licenceOf(claim: { id: string; name?: string; link?: string }, attribution = ''): Licence {
  const known = knownLicence(claim.id);
  if (known) return { ...known, url: claim.link || known.url, attribution };
  const id = claim.id.trim();
  const named = claim.name || (id === 'other' || id === 'unknown' ? '' : id);
  if (!named) return { ...UNKNOWN, url: claim.link ?? '', attribution };
  return {
    spdx: /^[A-Za-z0-9.+-]{1,100}$/.test(named) && !claim.name ? named : 'LicenseRef-named',
    name: named,
    url: claim.link ?? '',
    attribution,
    conditions: ['Its publisher names this licence; this app has no summary of it. Read its text.'],
    mustAccept: true,
  };
}

const UNKNOWN: Omit<Licence, 'attribution' | 'url'> = {
  spdx: 'LicenseRef-unknown',
  name: 'Unknown licence',
  conditions: [
    'Nobody has said under which licence this model is: find out before you use it or pass it on.',
  ],
  mustAccept: true,
};
