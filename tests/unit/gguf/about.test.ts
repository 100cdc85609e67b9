import { describe, expect, it } from 'vitest';
import { aboutGguf } from '../../../src/lib/gguf/about';
import { readFacts } from '../../../src/lib/gguf/facts';
import { parseHeader } from '../../../src/lib/gguf/header';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { tinyLlama } from '../../fixtures/gguf/tiny-models';
import { writeGguf } from '../../fixtures/gguf/write-gguf';

async function aboutWith(languages: string[] | null) {
  const model = tinyLlama();
  if (languages) model.metadata.push(['general.languages', { texts: languages }]);
  const header = await parseHeader(memorySource(writeGguf(model)));
  return aboutGguf(header, readFacts(header), 'file.gguf');
}

describe('what is said of a GGUF', () => {
  it.each([
    ['names one language', ['en'], ['draft', 'inspect']],
    ['names several', ['en', 'fr'], ['translate', 'draft', 'inspect']],
    ['says nothing of languages', null, ['translate', 'draft', 'inspect']],
  ])('one that %s is offered for %j', async (_, languages, tasks) => {
    expect((await aboutWith(languages)).tasks).toEqual(tasks);
  });
});
