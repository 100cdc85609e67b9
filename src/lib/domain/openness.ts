import type { Component, ComponentName, Openness } from './pack';

/** Every part that papers speak of, in the order in which they are shown. */
export const COMPONENTS: readonly ComponentName[] = [
  'weights',
  'inference-code',
  'training-code',
  'data-information',
  'training-data',
  'evaluation',
  'model-card',
  'paper',
  'licence',
];

export type StatedOpenness = Openness['class'] | 'not-assessed';

/** From the least open on. */
const RANKS: readonly Openness['class'][] = [
  'closed',
  'restricted',
  'open-weight',
  'near-open-source',
  'open-source',
];

/**
 * What may be said of a model: its papers may claim anything, so no more than its parts bear out. Without parts nobody can
 * tell more than that the weights are open, and without any evidence not even that.
 */
export function statedOpenness({ components = [], evidenceUrl, class: word }: Openness): StatedOpenness {
  const most = components.length > 0 ? opennessClass(components) : 'open-weight';
  const said = RANKS.indexOf(word) < RANKS.indexOf(most) ? word : most;
  const shown = components.length > 0 || evidenceUrl !== '';
  return said === 'open-weight' && !shown ? 'not-assessed' : said;
}

/** All nine parts; what a manifest does not list is unknown. */
export function componentsOf({ components = [] }: Openness): Component[] {
  return COMPONENTS.map(
    (name) =>
      components.find((one) => one.name === name) ?? { name, status: 'unknown', licence: '', url: '' },
  );
}

/** Class I open science, II open tooling, III open model; null where even III is not reached. */
export type MofClass = 'I' | 'II' | 'III' | null;
export type Assessment = { reached: boolean; missing: ComponentName[] };
export type MofAssessment = {
  class: MofClass;
  /** What the next better class lacks; none in class I. */ missing: ComponentName[];
};

/**
 * What each class of the Model Openness Framework adds to the one below (White et al., arXiv:2403.13784, table of classes):
 * III is architecture, final parameters, technical report, evaluation results, model card and data card; II adds the code for
 * training, inference and evaluation with its data; I adds the training data, a research paper, preprocessing and checkpoints.
 * Our nine parts are coarser than its seventeen: `inference-code` stands for the architecture too, `evaluation` for results,
 * code and data, `training-code` for preprocessing, `data-information` for the data card, `paper` for report and paper.
 * Checkpoints and training logs are not recorded, so class I here is what its makers could claim at best.
 */
const MOF: readonly { class: 'III' | 'II' | 'I'; parts: readonly ComponentName[] }[] = [
  {
    class: 'III',
    parts: ['weights', 'inference-code', 'data-information', 'evaluation', 'model-card', 'paper', 'licence'],
  },
  { class: 'II', parts: ['training-code'] },
  { class: 'I', parts: ['training-data'] },
];

/** A part counts only if it is public under an open licence; the framework takes training data under any licence. */
export function mofClass(components: readonly Component[]): MofAssessment {
  let reached: MofClass = null;
  for (const { class: next, parts } of MOF) {
    const missing = parts.filter((name) => {
      const status = statusOf(components, name);
      return !(status === 'open' || (name === 'training-data' && status === 'restricted'));
    });
    if (missing.length > 0) return { class: reached, missing };
    reached = next;
  }
  return { class: reached, missing: [] };
}

/**
 * The Open Source AI Definition 1.0 (opensource.org/ai/open-source-ai-definition): use, study, change and share for any purpose,
 * with data information, the code for training and running, and the parameters, all under open terms. The data themselves are
 * not asked for.
 */
const OSAID: readonly ComponentName[] = [
  'weights',
  'inference-code',
  'training-code',
  'data-information',
  'licence',
];

export function openSourceAi(components: readonly Component[]): Assessment {
  const missing = OSAID.filter((name) => statusOf(components, name) !== 'open');
  return { reached: missing.length === 0, missing };
}

/**
 * The one word on a card. Stricter than the definition above: `open-source` asks for the training data as well, and
 * `near-open-source` for at least a part of the data and of the code that made it.
 */
export function opennessClass(components: readonly Component[]): Openness['class'] {
  const is = (name: ComponentName) => statusOf(components, name);
  if (is('weights') === 'closed' || is('weights') === 'unknown') return 'closed';
  if (is('weights') === 'restricted' || is('licence') === 'restricted') return 'restricted';
  if (openSourceAi(components).reached && is('training-data') === 'open') return 'open-source';
  const told = (name: ComponentName) => is(name) === 'open' || is(name) === 'restricted';
  return told('training-code') && told('training-data') ? 'near-open-source' : 'open-weight';
}

/** “Open” without a place where that can be read is a claim, and counts as not known. */
function statusOf(components: readonly Component[], name: ComponentName): Component['status'] {
  const part = components.find((one) => one.name === name);
  return !part || (part.status === 'open' && part.url === '') ? 'unknown' : part.status;
}
