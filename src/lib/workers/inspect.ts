import { fail } from '../domain/errors';
import type { Found, Inspector } from '../domain/inspect';
import type { LineageStep, PackManifest } from '../domain/pack';
import type { UnknownFact } from '../domain/vetting';
import type { AboutModel } from '../domain/inspect';
import { aboutGguf } from '../gguf/about';
import { readFacts } from '../gguf/facts';
import { parseHeader } from '../gguf/header';
import { lineageInFile } from '../gguf/lineage';
import { ownLibrary } from '../gguf/own-library';
import { libraryShard, matchLibraries } from '../gguf/shipped-library';
import { isPartOfModel } from '../gguf/split';
import { inspectFolder } from '../mlc/folder';
import { aboutMlc } from '../mlc/model';
import { toDigest } from '../domain/digest';
import { checkTokenizer } from './tokenizer-check';
import type { LoadLibraries } from './libraries';

/** Reads what models say of themselves; see the type for what is thrown. */
export function createInspector(libraries: LoadLibraries): Inspector {
  return {
    isOwnLibrary: async (sha256) => ownLibrary(sha256) !== undefined,

    async gguf(source, found, signal) {
      const header = await parseHeader(source);
      if (isPartOfModel(header)) return fail('gguf/split', { file: found.name });
      const facts = readFacts(header);
      // Half a second of work for the largest: begun in the pauses of reading, and asked for when the bytes are right.
      checkTokenizer(header, signal).catch(() => {});
      const matches = matchLibraries(header, await libraries(signal));
      const fitting = matches.filter(({ report }) => report.fits).map(({ library }) => library);
      const steps = [...lineageInFile(header), ...fitting.map(({ compiled }) => compiled)];
      const about = aboutGguf(header, facts, nameIn(found));
      return {
        manifest: manifestOf(about, found, steps),
        libraries: fitting.map(libraryShard),
        fits: matches.map(({ report }) => report),
        unknown: unknownOf(about),
      };
    },

    async mlc(files, library, found, signal) {
      const { model, roles } = await inspectFolder(files, library, signal);
      const { wasm } = model.library;
      const own = ownLibrary(toDigest(await crypto.subtle.digest('SHA-256', wasm)));
      const about = aboutMlc(model, nameIn(found));
      return {
        manifest: manifestOf(about, found, []),
        libraries: [],
        fits: [],
        unknown: own ? unknownOf(about) : [...unknownOf(about), 'foreign-library'],
        // Whoever compiled it compiled it for GPUs, as MLC does; ours say which adapters they are for.
        roles: roles.map((file) =>
          file.role === 'library' ? { ...file, target: own?.target ?? 'gpu' } : file,
        ),
      };
    },
  };
}

function manifestOf(about: AboutModel, found: Found, steps: LineageStep[]): Omit<PackManifest, 'shards'> {
  const { name, url, revision } = found;
  return {
    format: 1,
    ...about,
    lineage: { upstream: { name, url, revision: revision || 'not recorded' }, steps },
  };
}

/** `owner/name` of a repository, or a file's name without its ending. */
function nameIn({ name }: Found): string {
  return name.slice(name.lastIndexOf('/') + 1).replace(/\.gguf$/i, '');
}

/** What no file says of itself, and what this one could say and does not. */
function unknownOf({ licence, languages }: AboutModel): UnknownFact[] {
  const unsaid: UnknownFact[] = ['who-made-it', 'training-data', 'quality'];
  if (licence.spdx === 'LicenseRef-unknown') unsaid.push('licence');
  if (languages.length === 0) unsaid.push('languages');
  return unsaid;
}
