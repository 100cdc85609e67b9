import { componentsOf } from '../../domain/openness';
import type { PackManifest, Warning } from '../../domain/pack';
import { iri } from './iri';
import type { ModelCard } from './types';

/** A bill of materials is read by people and programs elsewhere: it is in English whatever the app speaks. */
const LIMITATIONS: Record<Warning, string> = {
  'not-for-facts': 'Changes facts: not for doses, numbers or safety.',
  'gist-only': 'Gives the rough meaning; details can be wrong.',
  'demo-only': 'A small demonstration model.',
  'english-only': 'Knows English only.',
  invents: 'Can make things up.',
  unmeasured: 'Its quality was not measured.',
};

export function modelCard({ model, tasks, translation, warnings, openness }: PackManifest): ModelCard {
  const data = componentsOf(openness).find(({ name }) => name === 'training-data');
  const metrics = translation.flatMap(({ from, to, grade, chrF, sentences }) =>
    chrF === undefined
      ? []
      : [
          {
            type: 'chrF',
            value: String(chrF),
            slice: `${from} to ${to}, ${sentences ?? 0} sentences, ${grade}`,
          },
        ],
  );
  return {
    modelParameters: {
      task: 'text-generation',
      architectureFamily: 'transformer',
      modelArchitecture: model.architecture,
      ...(data?.url
        ? { datasets: [{ type: 'dataset', name: 'training data', contents: { url: iri(data.url) } }] }
        : {}),
      inputs: [{ format: 'text' }],
      outputs: [{ format: 'text' }],
    },
    ...(metrics.length > 0 ? { quantitativeAnalysis: { performanceMetrics: metrics } } : {}),
    considerations: {
      useCases: [...tasks],
      technicalLimitations: warnings.map((warning) => LIMITATIONS[warning]),
    },
  };
}
