import { baseLanguage } from '../domain/language';
import type { Grade, PackManifest, TranslationEvidence, Warning } from '../domain/pack';
import type { Language } from '../domain/task';

/** What to tell a person about a model in one direction, before they use it. */
export type EvidenceLabel = {
  grade: Grade;
  /** 0 to 100, with the score of copying the source and the number of sentences where they are known. */
  chrF?: number;
  copyChrF?: number;
  sentences?: number;
  warnings: Warning[];
};

/** The measured line for this very pair, else for its base languages; `unknown` with a warning where there is none. */
export function labelFor(manifest: PackManifest, from: Language, to: Language): EvidenceLabel {
  const measured = find(manifest.translation, from, to);
  const warnings = new Set(manifest.warnings);
  if (!measured || measured.chrF === undefined) warnings.add('unmeasured');
  if (speaksOnlyEnglish(manifest) && [from, to].some((tag) => baseLanguage(tag) !== 'en')) {
    warnings.add('english-only');
  }
  if (measured?.grade === 'gist') warnings.add('gist-only');
  const label: EvidenceLabel = { grade: gradeOf(measured), warnings: [...warnings] };
  if (measured?.chrF !== undefined) label.chrF = measured.chrF;
  if (measured?.copyChrF !== undefined) label.copyChrF = measured.copyChrF;
  if (measured?.sentences !== undefined) label.sentences = measured.sentences;
  return label;
}

/** A translation that scores no better than the untranslated text is poor, whatever its manifest calls it. */
function gradeOf(measured: TranslationEvidence | undefined): Grade {
  if (!measured) return 'unknown';
  const { chrF, copyChrF } = measured;
  return chrF !== undefined && copyChrF !== undefined && chrF <= copyChrF ? 'poor' : measured.grade;
}

function find(
  all: readonly TranslationEvidence[],
  from: Language,
  to: Language,
): TranslationEvidence | undefined {
  const exact = all.find((line) => line.from === from && line.to === to);
  const base = (tag: Language) => baseLanguage(tag);
  return exact ?? all.find((line) => base(line.from) === base(from) && base(line.to) === base(to));
}

function speaksOnlyEnglish({ languages }: PackManifest): boolean {
  return languages.length > 0 && languages.every((tag) => baseLanguage(tag) === 'en');
}
