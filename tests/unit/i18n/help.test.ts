import { describe, expect, it } from 'vitest';
import { helpTables } from '../../../src/lib/i18n/sections/help';
import { entries, LOCALES, texts } from './entries';

const QUOTED = /“([^”]+)”|«\u00a0([^»]+)\u00a0»|«([^»]+)»/g;
const TAGS = ['en', 'fr', 'es', 'ar'] as const;
/** In quotation marks, and no name of anything on screen: a word that is explained, a file, a command. */
const NOT_ON_SCREEN = new Set(['open', 'ouvert', 'abierto', 'مفتوح', 'docs/deploy.md', 'git clone']);

const named = (words: string) =>
  [...words.matchAll(QUOTED)]
    .map((found) => found.slice(1).find(Boolean)!)
    .filter((name) => !NOT_ON_SCREEN.has(name));

describe.each(TAGS)('buttons and pages are named as they are called on screen (%s)', (tag) => {
  const onScreen = new Set(
    texts(LOCALES[tag]!)
      .filter(([path]) => !/^(errors|helpTables)\./.test(path))
      .map(([, words]) => words),
  );

  it('in the help', () => {
    const names = texts(helpTables[tag]).flatMap(([, words]) => named(words));
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !onScreen.has(name))).toEqual([]);
  });

  it('in what an error says is to be done', () => {
    const names = texts(LOCALES[tag]!.errors).flatMap(([, words]) => named(words));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !onScreen.has(name))).toEqual([]);
  });
});

it('every language answers the same questions', () => {
  const shape = (tag: (typeof TAGS)[number]) => [...entries(helpTables[tag]).keys()];
  for (const tag of TAGS) expect(shape(tag), tag).toEqual(shape('en'));
});
