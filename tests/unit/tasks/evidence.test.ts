import { describe, expect, test } from 'vitest';
import { labelFor } from '../../../src/lib/tasks/evidence';
import { manifest } from './facts';

const GEMMA = manifest({
  warnings: ['not-for-facts'],
  translation: [
    { from: 'es', to: 'en', grade: 'gist', chrF: 77.1, copyChrF: 13.2, sentences: 12 },
    { from: 'en', to: 'sw', grade: 'gist', chrF: 7, copyChrF: 12, sentences: 12 },
    { from: 'pt', to: 'pt-BR', grade: 'good' },
  ],
});

describe('the label of a model in a pair', () => {
  test('is what was measured, with its floor and its warnings', () => {
    expect(labelFor(GEMMA, 'es', 'en')).toEqual({
      grade: 'gist',
      chrF: 77.1,
      copyChrF: 13.2,
      sentences: 12,
      warnings: ['not-for-facts', 'gist-only'],
    });
  });

  test('holds for a region of the language, and for that direction only', () => {
    expect(labelFor(GEMMA, 'es-MX', 'en-GB').grade).toBe('gist');
    expect(labelFor(GEMMA, 'en', 'es')).toEqual({
      grade: 'unknown',
      warnings: ['not-for-facts', 'unmeasured'],
    });
  });

  test('is poor where the model does no better than copying, whatever the manifest calls it', () => {
    expect(labelFor(GEMMA, 'en', 'sw').grade).toBe('poor');
  });

  test('without a figure counts as not measured', () => {
    expect(labelFor(GEMMA, 'pt', 'pt-BR')).toEqual({
      grade: 'good',
      warnings: ['not-for-facts', 'unmeasured'],
    });
  });

  test('says that an English model knows English only', () => {
    const smol = manifest({ languages: ['en'], warnings: ['demo-only'] });
    expect(labelFor(smol, 'fr', 'en').warnings).toEqual(['demo-only', 'unmeasured', 'english-only']);
    expect(labelFor(smol, 'en', 'en-GB').warnings).not.toContain('english-only');
  });
});
