/** What a licence asks of a person or allows: one code, one sentence in plain words in every language (`i18n`). */
export const TERMS = {
  'use-freely': 'Use it, change it and pass it on, also for paid work.',
  'keep-notice': 'Keep the copyright notice and the text of the licence with every copy.',
  'say-changes': 'Say so in files that you change.',
  'no-warranty': 'The model comes without any warranty.',
  credit: 'Name the authors and the licence, with a link to it, and say what you changed.',
  'share-alike': 'Pass changed versions on under the same licence.',
  'give-source': 'Give whoever gets a copy its source too: all that one needs to change it.',
  'network-source': 'Give its source also to those who use your changed version over a network.',
  'no-changes': 'Do not pass changed versions on.',
  'no-paid-work': 'Not for what is mainly meant to earn money, such as paid work or a business.',
  'research-only':
    'Only for research, or to try it out. For paid work or a business you must ask the publisher first.',
  'use-policy': 'Not for what the publisher’s use policy forbids, nor against the law.',
  age: 'You must be legally able to accept the terms (of sufficient age).',
  'pass-on-terms':
    'Pass the terms and the notice on with every copy, and bind whoever gets it to the same limits.',
  'pass-on-copy': 'Pass a copy of the terms and the notice on with every copy.',
  'may-end': 'The publisher may restrict use that breaks the terms; if they end for you, delete all copies.',
  ends: 'If you break the terms, the publisher may end them for you: then you must delete all copies.',
  'outputs-free': 'The publisher claims no rights in what the model writes.',
  distilled:
    'A model that you train to do the same, also from what this one writes, comes under these terms.',
  'user-cap':
    'A company that had more than 700 million users a month when the model was published must ask the publisher first.',
  'built-with-llama': 'Show “Built with Llama” where you pass it on or offer it to others.',
  'built-with-llama-3': 'Show “Built with Meta Llama 3” where you pass it on or offer it to others.',
  'name-llama':
    'A model that you train with it, or with what it writes, and pass on must have a name that begins with “Llama”.',
  'name-llama-3': 'A model that you train with it and pass on must have a name that begins with “Llama 3”.',
  'no-training-others': 'Do not use it, or what it writes, to improve language models other than Llama.',
  'built-with-qwen':
    'Show “Built with Qwen” or “Improved using Qwen” where you pass on a model that was trained with it, or with what it writes.',
  unread: 'Its publisher names this licence; this app has no summary of it. Read its text.',
  'nobody-said':
    'Nobody has said under which licence this model is: find out before you use it or pass it on.',
} as const;

/** Words of ours in manifests that were made before they were put right: not something that a publisher has added. */
export const FORMER_TERMS: readonly string[] = [
  'Name the authors, and say what you changed.',
  'Not for paid work or a business.',
  'Show “Built with Llama” where you offer it to others.',
  'A model that you train with it, or with what it writes, must have a name that begins with “Llama”.',
  'Do not use it, or what it writes, to improve other language models.',
  'Show “Built with Qwen” where you pass on a model that was trained with it.',
];

export type Term = keyof typeof TERMS;

/** `open`: it gives anyone the right to use, study, change and share, as the Open Source and Open Definitions ask. */
export type LicenceRules = {
  spdx: string;
  name: string;
  url: string;
  terms: readonly Term[];
  paidWork: boolean;
  open: boolean;
  /** The licence is an agreement that asks to be accepted. */
  mustAccept: boolean;
  /** Words that must go with every copy, as the licence gives them; '' where the licence text itself is enough. */
  notice: string;
};

const FREE: readonly Term[] = ['use-freely', 'keep-notice'];
const OPEN = { paidWork: true, open: true, mustAccept: false, notice: '' } as const;
const NOT_PAID = { paidWork: false, open: false, mustAccept: false, notice: '' } as const;
/** Creative Commons, without changes: free, and not open. */
const UNCHANGED = { paidWork: true, open: false, mustAccept: false, notice: '' } as const;
const COPYLEFT: readonly Term[] = [...FREE, 'say-changes', 'share-alike', 'give-source'];
const LLAMA: readonly Term[] = ['use-policy', 'age', 'user-cap', 'pass-on-copy', 'ends', 'no-warranty'];
const LLAMA_31: readonly Term[] = [...LLAMA, 'built-with-llama', 'name-llama'];

/** By the id that hubs write on a model's page, in lower case. Plain words, no legal advice. */
export const LICENCES: Readonly<Record<string, LicenceRules>> = {
  'apache-2.0': {
    ...OPEN,
    spdx: 'Apache-2.0',
    name: 'Apache License 2.0',
    url: 'https://www.apache.org/licenses/LICENSE-2.0',
    terms: [...FREE, 'say-changes', 'no-warranty'],
  },
  mit: {
    ...OPEN,
    spdx: 'MIT',
    name: 'MIT License',
    url: 'https://opensource.org/license/mit',
    terms: [...FREE, 'no-warranty'],
  },
  'bsd-2-clause': {
    ...OPEN,
    spdx: 'BSD-2-Clause',
    name: 'BSD 2-Clause License',
    url: 'https://opensource.org/license/bsd-2-clause',
    terms: [...FREE, 'no-warranty'],
  },
  'bsd-3-clause': {
    ...OPEN,
    spdx: 'BSD-3-Clause',
    name: 'BSD 3-Clause License',
    url: 'https://opensource.org/license/bsd-3-clause',
    terms: [...FREE, 'no-warranty'],
  },
  isc: {
    ...OPEN,
    spdx: 'ISC',
    name: 'ISC License',
    url: 'https://opensource.org/license/isc-license-txt',
    terms: [...FREE, 'no-warranty'],
  },
  'openmdw-1.0': {
    ...OPEN,
    spdx: 'OpenMDW-1.0',
    name: 'OpenMDW License Agreement 1.0',
    url: 'https://spdx.org/licenses/OpenMDW-1.0.html',
    terms: [...FREE, 'no-warranty'],
  },
  unlicense: {
    ...OPEN,
    spdx: 'Unlicense',
    name: 'The Unlicense',
    url: 'https://unlicense.org/',
    terms: ['use-freely', 'no-warranty'],
  },
  'cc0-1.0': {
    ...OPEN,
    spdx: 'CC0-1.0',
    name: 'Creative Commons Zero 1.0',
    url: 'https://creativecommons.org/publicdomain/zero/1.0/',
    terms: ['use-freely', 'no-warranty'],
  },
  'mpl-2.0': {
    ...OPEN,
    spdx: 'MPL-2.0',
    name: 'Mozilla Public License 2.0',
    url: 'https://www.mozilla.org/MPL/2.0/',
    terms: [...FREE, 'share-alike', 'give-source', 'no-warranty'],
  },
  'gpl-3.0': {
    ...OPEN,
    spdx: 'GPL-3.0-only',
    name: 'GNU General Public License 3.0',
    url: 'https://www.gnu.org/licenses/gpl-3.0.html',
    terms: [...COPYLEFT, 'no-warranty'],
  },
  'lgpl-3.0': {
    ...OPEN,
    spdx: 'LGPL-3.0-only',
    name: 'GNU Lesser General Public License 3.0',
    url: 'https://www.gnu.org/licenses/lgpl-3.0.html',
    terms: [...COPYLEFT, 'no-warranty'],
  },
  'agpl-3.0': {
    ...OPEN,
    spdx: 'AGPL-3.0-only',
    name: 'GNU Affero General Public License 3.0',
    url: 'https://www.gnu.org/licenses/agpl-3.0.html',
    terms: [...COPYLEFT, 'network-source', 'no-warranty'],
  },
  'cc-by-4.0': {
    ...OPEN,
    spdx: 'CC-BY-4.0',
    name: 'Creative Commons Attribution 4.0',
    url: 'https://creativecommons.org/licenses/by/4.0/',
    terms: ['use-freely', 'credit', 'no-warranty'],
  },
  'cc-by-sa-4.0': {
    ...OPEN,
    spdx: 'CC-BY-SA-4.0',
    name: 'Creative Commons Attribution-ShareAlike 4.0',
    url: 'https://creativecommons.org/licenses/by-sa/4.0/',
    terms: ['use-freely', 'credit', 'share-alike', 'no-warranty'],
  },
  'cc-by-nc-4.0': {
    ...NOT_PAID,
    spdx: 'CC-BY-NC-4.0',
    name: 'Creative Commons Attribution-NonCommercial 4.0',
    url: 'https://creativecommons.org/licenses/by-nc/4.0/',
    terms: ['no-paid-work', 'credit', 'no-warranty'],
  },
  'cc-by-nc-sa-4.0': {
    ...NOT_PAID,
    spdx: 'CC-BY-NC-SA-4.0',
    name: 'Creative Commons Attribution-NonCommercial-ShareAlike 4.0',
    url: 'https://creativecommons.org/licenses/by-nc-sa/4.0/',
    terms: ['no-paid-work', 'credit', 'share-alike', 'no-warranty'],
  },
  'cc-by-nd-4.0': {
    ...UNCHANGED,
    spdx: 'CC-BY-ND-4.0',
    name: 'Creative Commons Attribution-NoDerivatives 4.0',
    url: 'https://creativecommons.org/licenses/by-nd/4.0/',
    terms: ['use-freely', 'credit', 'no-changes', 'no-warranty'],
  },
  'cc-by-nc-nd-4.0': {
    ...NOT_PAID,
    spdx: 'CC-BY-NC-ND-4.0',
    name: 'Creative Commons Attribution-NonCommercial-NoDerivatives 4.0',
    url: 'https://creativecommons.org/licenses/by-nc-nd/4.0/',
    terms: ['no-paid-work', 'credit', 'no-changes', 'no-warranty'],
  },
  gemma: {
    spdx: 'LicenseRef-Gemma-Terms',
    name: 'Gemma Terms of Use',
    url: 'https://ai.google.dev/gemma/terms',
    terms: [
      ...(['use-policy', 'age', 'pass-on-terms', 'say-changes', 'distilled'] as const),
      ...(['may-end', 'outputs-free', 'no-warranty'] as const),
    ],
    paidWork: true,
    open: false,
    mustAccept: true,
    notice:
      'Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms',
  },
  'llama3.3': llama('3.3', LLAMA_31),
  'llama3.2': llama('3.2', LLAMA_31),
  'llama3.1': llama('3.1', LLAMA_31),
  llama3: llama('3', [...LLAMA, 'built-with-llama-3', 'name-llama-3', 'no-training-others']),
  llama2: llama('2', [...LLAMA, 'no-training-others']),
  'qwen-research': {
    spdx: 'LicenseRef-Qwen-Research',
    name: 'Qwen Research License',
    url: 'https://huggingface.co/Qwen/Qwen2.5-3B-Instruct/blob/main/LICENSE',
    terms: ['research-only', 'pass-on-copy', 'say-changes', 'built-with-qwen', 'ends', 'no-warranty'],
    paidWork: false,
    open: false,
    mustAccept: true,
    notice:
      'Qwen is licensed under the Qwen RESEARCH LICENSE AGREEMENT, Copyright (c) Alibaba Cloud. All Rights Reserved.',
  },
};

function llama(version: string, terms: readonly Term[]): LicenceRules {
  const path = version === '2' ? 'llama2' : `llama${version.replace('.', '_')}`;
  return {
    spdx: `LicenseRef-Llama-${version}-Community`,
    name: `Llama ${version} Community License`,
    url: `https://www.llama.com/${path}/license/`,
    terms,
    paidWork: true,
    open: false,
    mustAccept: true,
    notice: llamaNotice(version),
  };
}

/** Each version words it in its own way. */
function llamaNotice(version: string): string {
  const owner = 'Meta Platforms, Inc. All Rights Reserved.';
  if (version === '2')
    return `Llama 2 is licensed under the LLAMA 2 Community License, Copyright (c) ${owner}`;
  const title = version === '3' ? 'Meta Llama 3' : `Llama ${version}`;
  return `${title} is licensed under the ${title} Community License, Copyright © ${owner}`;
}
