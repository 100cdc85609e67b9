import { expect, it } from 'vitest';
import { helpTables } from '../../../src/lib/i18n/sections/help';
import { LOCALES, texts } from './entries';

const QUOTED = /“([^”]+)”|«\u00a0([^»]+)\u00a0»|«([^»]+)»/g;

it.each(['en', 'fr', 'es', 'ar'] as const)(
  'help names buttons and pages as they are called on screen (%s)',
  (tag) => {
    const onScreen = new Set(texts(LOCALES[tag]!).map(([, words]) => words));
    const named = helpTables[tag].questions.flatMap(([, answer]) =>
      [...answer.matchAll(QUOTED)].map((found) => found.slice(1).find(Boolean)!),
    );
    expect(named).toHaveLength(8);
    expect(named.filter((words) => !onScreen.has(words))).toEqual([]);
  },
);
