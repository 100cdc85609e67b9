import { isStandIn } from '../../domain/licence-texts';
import { noticeOf } from '../../domain/licences';
import type { PackManifest } from '../../domain/pack';

/**
 * The text file that goes with a copy: several licences ask for one by that name, with a sentence of theirs. In English,
 * since those sentences are.
 */
export function noticeText({ name, licence, shards }: PackManifest): string {
  const named = `${licence.name || licence.spdx} (${licence.spdx})`;
  const parts = [
    noticeOf(licence),
    [`Model: ${name}`, `Licence: ${named}`, licence.url].filter((line) => line !== '').join('\n'),
    licence.conditions.map((condition) => `- ${condition}`).join('\n'),
    'Only the full text of the licence binds. What came with the model of it lies in the folder "files".',
    ...shards.filter(isStandIn).map(({ path }) => standIn(path)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function standIn(path: string): string {
  return `"files/${path}" is the standard text of this licence, as the SPDX list of licences has it: the publisher named the licence and shipped no text of it.`;
}
