import { noticeOf } from '../../domain/licences';
import type { PackManifest } from '../../domain/pack';

/**
 * The text file that goes with a copy: several licences ask for one by that name, with a sentence of theirs. In English,
 * since those sentences are.
 */
export function noticeText({ name, licence }: PackManifest): string {
  const named = `${licence.name || licence.spdx} (${licence.spdx})`;
  const parts = [
    noticeOf(licence),
    [`Model: ${name}`, `Licence: ${named}`, licence.url].filter((line) => line !== '').join('\n'),
    licence.conditions.map((condition) => `- ${condition}`).join('\n'),
    'Only the full text of the licence binds. What came with the model of it lies in the folder "files".',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
