import { expect, test } from 'vitest';
import { advise, type Wish } from '../../../src/lib/domain/advice';
import { licenceOf } from '../../../src/lib/domain/licences';
import type { PackManifest } from '../../../src/lib/domain/pack';
import { manifestWith } from '../../fakes/small-pack';

const good: PackManifest = {
  ...manifestWith([]),
  languages: ['en', 'pt-BR', 'fr'],
  translation: [{ from: 'fr', to: 'en', grade: 'good' }],
  tasks: ['translate', 'draft'],
  warnings: [],
  licence: licenceOf({ id: 'apache-2.0' }),
};
good.model.chat = { system: null, user: '{content}', assistant: '', stop: [] };

const codes = (change: Partial<PackManifest>, wish: Wish) =>
  advise({ ...good, ...change }, wish).map(({ code, weight }) => `${weight} ${code}`);

test('nothing is said against a model that is licensed, made and measured for it', () => {
  expect(codes({}, { task: 'translate', from: 'fr', to: 'en', paid: true })).toEqual([]);
});

test('a research licence stops paid work, is worth knowing where nobody asked, and is no matter at school', () => {
  const licence = licenceOf({ id: 'qwen-research' });
  expect(codes({ licence }, { task: 'draft', paid: true })).toEqual([
    'stop not-for-paid-work',
    'mind terms-bind',
  ]);
  expect(codes({ licence }, { task: 'draft' })).toContain('mind not-for-paid-work');
  expect(codes({ licence }, { task: 'draft', paid: false })).toEqual(['mind terms-bind']);
});

test('a licence that nobody knows is said, and stops paid work', () => {
  const licence = licenceOf({ id: '' });
  expect(codes({ licence }, { task: 'draft', paid: true })).toEqual(['stop licence-unknown']);
  expect(codes({ licence }, { task: 'draft' })).toEqual(['mind licence-unknown']);
});

test('a language that the model does not name is said with how many it names, each once', () => {
  expect(advise(good, { task: 'draft', from: 'sw', to: 'sw-KE' })).toEqual([
    { code: 'language-not-named', language: 'sw', named: 3, weight: 'mind' },
  ]);
  expect(codes({}, { task: 'draft', to: 'pt' })).toEqual([]);
});

test('a model that names no language leaves it open', () => {
  expect(codes({ languages: [] }, { task: 'draft', to: 'sw' })).toEqual(['mind languages-unknown']);
});

test('a base model is no drafter, but may translate', () => {
  const model = { ...good.model, chat: null };
  expect(codes({ model }, { task: 'draft' })).toEqual(['mind base-model']);
  expect(codes({ model }, { task: 'translate', from: 'fr', to: 'en' })).toEqual([]);
});

test('a direction that was not measured is unmeasured, and a grade of unknown is no measurement', () => {
  expect(codes({}, { task: 'translate', from: 'en', to: 'fr' })).toEqual(['mind unmeasured']);
  const translation = [{ from: 'en', to: 'fr', grade: 'unknown' as const }];
  expect(codes({ translation }, { task: 'translate', from: 'en', to: 'fr' })).toEqual(['mind unmeasured']);
});

test('a task that the model is not offered for is said', () => {
  expect(codes({ tasks: ['translate'] }, { task: 'draft' })).toEqual(['mind not-its-task']);
});
