import { baseLanguage } from './language';
import { asksAcceptance, knownLicence } from './licences';
import type { PackManifest, PackTask } from './pack';
import type { Language } from './task';

/** What a person wants to do. `paid`: for money or a business; absent where nobody said. */
export type Wish = { task: PackTask; from?: Language | undefined; to?: Language | undefined; paid?: boolean };

/** Codes, worded in `i18n`. `stop`: the papers forbid it; `mind`: the person should know it first. */
export type Advice = { weight: 'stop' | 'mind' } & (
  | {
      code:
        | 'not-for-paid-work'
        | 'licence-unknown'
        | 'terms-bind'
        | 'base-model'
        | 'unmeasured'
        | 'not-its-task'
        | 'languages-unknown';
    }
  /** `named`: how many languages the model names. */
  | { code: 'language-not-named'; language: Language; named: number }
);

/** What a model's papers say against using it for this, gravest first: for before it is used, not after. */
export function advise(manifest: PackManifest, wish: Wish): Advice[] {
  const found = [...ofLicence(manifest, wish), ...ofLanguages(manifest, wish), ...ofModel(manifest, wish)];
  return found.sort((a, b) => Number(b.weight === 'stop') - Number(a.weight === 'stop'));
}

function* ofLicence({ licence }: PackManifest, { paid }: Wish): Generator<Advice> {
  const weight = paid === true ? 'stop' : 'mind';
  const rules = knownLicence(licence.spdx);
  if (!rules) yield { code: 'licence-unknown', weight };
  else if (!rules.paidWork && paid !== false) yield { code: 'not-for-paid-work', weight };
  if (asksAcceptance(licence) && rules) yield { code: 'terms-bind', weight: 'mind' };
}

function* ofLanguages({ languages }: PackManifest, { from, to }: Wish): Generator<Advice> {
  const named = new Set(languages.map(baseLanguage));
  const wanted = new Set([from, to].filter((tag) => tag !== undefined).map(baseLanguage));
  if (named.size === 0 && wanted.size > 0) yield { code: 'languages-unknown', weight: 'mind' };
  else
    for (const language of wanted)
      if (!named.has(language))
        yield { code: 'language-not-named', language, named: named.size, weight: 'mind' };
}

function* ofModel({ model, tasks, warnings, translation }: PackManifest, wish: Wish): Generator<Advice> {
  const { task, from, to } = wish;
  if (!tasks.includes(task)) yield { code: 'not-its-task', weight: 'mind' };
  if (task === 'draft' && model.chat === null) yield { code: 'base-model', weight: 'mind' };
  const measured = translation.some(
    (pair) =>
      pair.grade !== 'unknown' &&
      (from === undefined || baseLanguage(pair.from) === baseLanguage(from)) &&
      (to === undefined || baseLanguage(pair.to) === baseLanguage(to)),
  );
  if (warnings.includes('unmeasured') || (task === 'translate' && !measured))
    yield { code: 'unmeasured', weight: 'mind' };
}
