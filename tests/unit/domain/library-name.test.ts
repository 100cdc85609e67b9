import { expect, it } from 'vitest';
import { libraryName } from '../../../src/lib/domain/library-name';
import { libraries } from '../../../static/libs/index.json';

it('a library is called after its model, not by its id', () => {
  expect(libraries.map(libraryName)).toEqual([
    'Gemma 3 270M',
    'Gemma 3 270M',
    'SmolLM2 135M',
    'SmolLM2 135M',
  ]);
});

it('a library of another site keeps what of its id is a name', () => {
  expect(libraryName('other-1.5b-it-gpu')).toBe('other 1.5B it');
  expect(libraryName('constructor-gpu')).toBe('constructor');
});
